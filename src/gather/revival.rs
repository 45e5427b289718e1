//! What comes back when all cookies are deleted and all else stays: tried last of all in `none-again`.
//!
//! A visitor who deletes cookies wants to be forgotten. A value that is there again was kept somewhere else: in web
//! storage, in a database, or in the browser's cache, from where it goes to the server as a validator. The page is
//! left before its cookies are deleted, so that it cannot write back what it holds in memory. Nothing of this load is
//! recorded but what the experiment is about.

use std::time::Duration;

use super::jar;
use super::moment::living;
use super::recorder::Recorder;
use super::visit::{Share, Visiting};
use crate::browser::{ClockEnd, Fault, Page, Way};
use crate::evidence::{Gathered, Phase, ReachOutcome, Request, Revival, Validator};

/// Headers by which a server can recognise what it sent before.
const VALIDATORS: [&str; 2] = ["if-none-match", "if-modified-since"];

/// Deletes all cookies, loads the page again, and tells what lies in the jar then.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn try_it<P: Page>(visiting: &mut Visiting<'_, P>) -> Result<(), Fault> {
    let tried = experiment(visiting).await?;
    visiting.revival = Some(Gathered::from(tried));
    Ok(())
}

async fn experiment<P: Page>(visiting: &mut Visiting<'_, P>) -> Result<Result<Revival, String>, Fault> {
    let deleted = match living(visiting.page.cookies().await)? {
        Ok(jar) => jar::told(jar),
        Err(why) => return Ok(Err(why)),
    };
    if deleted.is_empty() {
        // Nothing can come back, so no load is spent on it.
        return Ok(Ok(Revival { deleted, after: Vec::new(), validators: Vec::new() }));
    }
    if visiting.is_late() {
        return Ok(Err("the deadline of the visit passed".to_owned()));
    }
    let deadline = visiting.until(Share::Whole);
    let left = visiting.page.go(&Way::To("about:blank".to_owned()), Duration::ZERO, deadline).await?;
    if let Some(error) = left.error {
        return Ok(Err(format!("the page could not be left: {error}")));
    }
    visiting.note("delete", "all cookies, to see whether any comes back".to_owned());
    if let Err(why) = living(visiting.page.delete_cookies().await)? {
        return Ok(Err(why));
    }
    let landing = visiting.go(&Way::To(visiting.url.to_owned()), "after deletion", Share::Whole).await?;
    let mut aside = Recorder::new(0.0);
    aside.absorb(Phase::Return, visiting.page.heard());
    let met = visiting.met(&landing, &aside).await?;
    if met.outcome != ReachOutcome::Loaded {
        return Ok(Err(format!("the page did not come again after all cookies were deleted: {}", met.detail)));
    }
    if landing.clock.ended == ClockEnd::Deadline {
        return Ok(Err("the deadline of the visit passed while the page was loaded again".to_owned()));
    }
    let validators = aside.finish().requests.iter().flat_map(validators).collect();
    let after = living(visiting.page.cookies().await)?;
    Ok(after.map(|after| Revival { deleted, after: jar::told(after), validators }))
}

fn validators(request: &Request) -> impl Iterator<Item = Validator> {
    let sent = request.wire.sent.iter().filter(|header| VALIDATORS.contains(&header.name.as_str()));
    sent.map(|header| Validator { url: request.url.clone(), header: header.name.clone(), value: header.value.clone() })
}
