//! A template of the user's own, in the language of Jinja.
//!
//! It is handed the reports as they stand in `report.json`, and how the run ends. A name that is not there is an error,
//! never an empty text. What it includes it gets from who made it, and nothing else.

use std::ops::Range;
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, context};

use crate::report::clean::is_unsafe;
use crate::report::run::Run;

/// A template that was read and understood.
#[derive(Debug, Clone)]
pub struct Template {
    name: String,
    environment: Arc<Environment<'static>>,
}

/// What is wrong with a template, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFault {
    /// Name of the text.
    pub name: String,
    /// The text, if it was read.
    pub text: Option<String>,
    /// Where in it, bytes.
    pub place: Option<Range<usize>>,
    /// What.
    pub message: String,
}

impl Template {
    /// Reads the template `name`; `load` gives the texts by their names, also those that it includes. The ending of a
    /// name decides how what is printed is escaped: `.html`, `.htm`, `.xhtml`, `.svg` and `.xml` as markup, `.json` and
    /// `.yaml` as JSON, in capitals or not.
    ///
    /// # Errors
    /// A text that is not there or not understood.
    pub fn read(
        name: &str,
        load: impl Fn(&str) -> Result<Option<String>, String> + Send + Sync + 'static,
    ) -> Result<Self, TemplateFault> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_debug(true);
        environment.set_auto_escape_callback(escaping);
        // The last line end of a template is its author's.
        if let Ok(syntax) = SyntaxConfig::builder().keep_trailing_newline(true).build() {
            environment.set_syntax(syntax);
        }
        environment.set_loader(move |name| load(name).map_err(|why| Error::new(ErrorKind::InvalidOperation, why)));
        environment.get_template(name).map_err(|error| TemplateFault::of(name, &error))?;
        Ok(Self { name: name.to_owned(), environment: Arc::new(environment) })
    }

    /// What it makes of a run. Characters that command a terminal, reorder or hide are shown as `�`.
    ///
    /// # Errors
    /// A name that is not there, or an operation that cannot be.
    pub fn render(&self, run: &Run<'_>) -> Result<String, TemplateFault> {
        let fault = |error: Error| TemplateFault::of(&self.name, &error);
        let unjudged: Vec<_> =
            run.unjudged.iter().map(|one| context! { target => &one.target, reason => &one.reason }).collect();
        let mishaps: Vec<_> =
            run.mishaps.iter().map(|one| context! { target => &one.target, reason => &one.reason }).collect();
        let words = context! {
            reports => Serde(run.reports),
            exit => context! { code => run.exit.code, because => &run.exit.because },
            unjudged,
            mishaps,
        };
        let text = self.environment.get_template(&self.name).and_then(|one| one.render(words)).map_err(fault)?;
        let shown = |c| if is_unsafe(c) && !matches!(c, '\n' | '\r' | '\t') { char::REPLACEMENT_CHARACTER } else { c };
        Ok(text.chars().map(shown).collect())
    }
}

impl TemplateFault {
    /// The innermost fault: of a text that another one includes it is that text's.
    fn of(name: &str, error: &Error) -> Self {
        let mut innermost = error;
        let mut next = std::error::Error::source(error);
        while let Some(source) = next {
            match source.downcast_ref::<Error>() {
                Some(inner) if inner.line().is_some() => innermost = inner,
                _ => {}
            }
            next = source.source();
        }
        let detail = innermost.detail().map(|detail| format!(": {detail}")).unwrap_or_default();
        Self {
            name: innermost.name().unwrap_or(name).to_owned(),
            text: innermost.template_source().map(str::to_owned),
            place: innermost.range(),
            message: format!("{}{detail}", innermost.kind()),
        }
    }
}

/// How a template of this name escapes what it prints.
fn escaping(name: &str) -> AutoEscape {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "html" | "htm" | "xhtml" | "svg" | "xml" => AutoEscape::Html,
        "json" | "json5" | "js" | "yaml" | "yml" => AutoEscape::Json,
        _ => AutoEscape::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_becomes_markup_is_escaped() {
        for name in ["a.html", "A.HTML", "a.xhtml", "a.Svg", "a.b.xml"] {
            assert!(matches!(escaping(name), AutoEscape::Html), "{name}");
        }
        assert!(matches!(escaping("a.JSON"), AutoEscape::Json));
        assert!(matches!(escaping("a.txt"), AutoEscape::None));
        assert!(matches!(escaping("html"), AutoEscape::None));
    }
}
