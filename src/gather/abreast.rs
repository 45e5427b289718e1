//! Futures side by side on one task, a bounded number at once.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

/// Runs all `futures`, at most `jobs` (at least one) at once, and gives their outputs in the order of the futures.
///
/// They stay on the task of the caller, so they may borrow. Meant for a handful: each wake polls all that run.
pub async fn abreast<F: Future>(jobs: usize, futures: impl IntoIterator<Item = F>) -> Vec<F::Output> {
    let mut waiting = futures.into_iter().collect::<Vec<_>>().into_iter().enumerate();
    let mut running: Vec<(usize, Pin<Box<F>>)> = Vec::new();
    let mut done: Vec<(usize, F::Output)> = Vec::new();
    poll_fn(|context| {
        loop {
            while running.len() < jobs.max(1) {
                let Some((place, future)) = waiting.next() else { break };
                running.push((place, Box::pin(future)));
            }
            let before = running.len();
            running.retain_mut(|(place, future)| match future.as_mut().poll(context) {
                Poll::Ready(output) => {
                    done.push((*place, output));
                    false
                }
                Poll::Pending => true,
            });
            if running.is_empty() && waiting.len() == 0 {
                return Poll::Ready(());
            }
            // A place became free: fill it and poll the newcomer too.
            if running.len() == before {
                return Poll::Pending;
            }
        }
    })
    .await;
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, output)| output).collect()
}

#[cfg(test)]
mod tests {
    use super::abreast;
    use std::cell::Cell;

    #[tokio::test]
    async fn outputs_keep_the_order_of_the_futures() {
        let outputs = abreast(
            2,
            (0..5).map(|number| async move {
                for _ in 0..(5 - number) {
                    tokio::task::yield_now().await;
                }
                number
            }),
        )
        .await;
        assert_eq!(outputs, [0, 1, 2, 3, 4]);
    }

    #[tokio::test]
    async fn never_more_than_jobs_run_at_once() {
        let running = Cell::new(0);
        let most = Cell::new(0);
        abreast(
            3,
            (0..9).map(|_| async {
                running.set(running.get() + 1);
                most.set(most.get().max(running.get()));
                tokio::task::yield_now().await;
                running.set(running.get() - 1);
            }),
        )
        .await;
        assert_eq!(most.get(), 3);
    }

    #[tokio::test]
    async fn nothing_to_do_is_done_at_once() {
        assert!(abreast(2, Vec::<std::future::Ready<()>>::new()).await.is_empty());
    }
}
