//! Every test runs in the headless shell and in full Chromium.

/// Makes a test for each flavour of an async function that takes one.
macro_rules! both {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {
        mod shell {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                $(#[$meta])*
                async fn $name() {
                    super::$name(consentinel::browser::chrome::Flavour::Shell).await;
                }
            )+
        }
        mod full {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                $(#[$meta])*
                async fn $name() {
                    super::$name(consentinel::browser::chrome::Flavour::Full).await;
                }
            )+
        }
    };
}
pub(crate) use both;
