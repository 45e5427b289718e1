//! Reports on paper: the HTML report, printed by the browser. Nothing is loaded for it.

#[cfg(feature = "chrome")]
use super::arguments::BrowserArguments;
use super::exit::Trouble;

/// With what PDFs are printed.
pub struct Paper {
    #[cfg(feature = "chrome")]
    browser: BrowserArguments,
}

impl Paper {
    /// The browser that sites were visited with.
    #[cfg(feature = "chrome")]
    pub fn with(browser: &BrowserArguments) -> Self {
        // It prints without a window, also where somebody watches the visits.
        Self { browser: BrowserArguments { open: false, ..browser.clone() } }
    }

    /// The browser that is found, for commands that visit nothing.
    pub fn found() -> Self {
        Self {
            #[cfg(feature = "chrome")]
            browser: BrowserArguments::default(),
        }
    }

    /// The PDF of an HTML report.
    ///
    /// # Errors
    /// Exit 4 with what was searched and what to do where no browser can print it.
    #[cfg(feature = "chrome")]
    pub fn print(&self, html: &str) -> Result<Vec<u8>, Trouble> {
        // In a thread with a runtime of its own, for commands that have one and commands that have none.
        std::thread::scope(|scope| {
            let printing = scope.spawn(|| super::session::run(printed(html, &self.browser)));
            printing.join().unwrap_or_else(|_| Err(hint("the printing stopped")))
        })
    }

    /// Tells that this build cannot.
    ///
    /// # Errors
    /// Always.
    #[cfg(not(feature = "chrome"))]
    pub fn print(&self, _html: &str) -> Result<Vec<u8>, Trouble> {
        Err(hint("this build drives none"))
    }
}

#[cfg(feature = "chrome")]
async fn printed(html: &str, words: &BrowserArguments) -> Result<Vec<u8>, Trouble> {
    use super::session::{Reach, Session};
    use crate::browser::{Browser, ClockChoice, Guise, Page, PageSettings, PrivacyControl};

    let session = Session::start(words, &Reach::default()).await.map_err(|trouble| hint(&trouble.message))?;
    let settings = PageSettings {
        viewport: (1280, 900),
        locale: "en".to_owned(),
        clock: ClockChoice::Real,
        privacy_control: PrivacyControl::Off,
        guise: Guise::default(),
        before_page: Vec::new(),
        beside_page: Vec::new(),
    };
    let printing = async {
        let page = session.chrome().open(&settings).await?;
        let pdf = page.print(html).await;
        page.close().await;
        pdf
    };
    let pdf = printing.await;
    session.close().await;
    pdf.map_err(|fault| hint(&fault.to_string()))
}

fn hint(why: &str) -> Trouble {
    Trouble::no_browser(format!(
        "a PDF needs a browser that prints it: {why}. Without one, write html=FILE and print that from any browser."
    ))
}
