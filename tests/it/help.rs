//! The help: every example can be typed, every command has one, every flag says what it does.

#[cfg(feature = "chrome")]
use std::fmt::Write;
#[cfg(feature = "chrome")]
use std::path::Path;

use clap::Command;

/// Every command that does something, with its words.
fn leaves(command: &Command, path: &str, found: &mut Vec<(String, Command)>) {
    let below: Vec<&Command> = command.get_subcommands().filter(|below| below.get_name() != "help").collect();
    if below.is_empty() || !path.is_empty() {
        found.push((path.to_owned(), command.clone()));
    }
    for inner in below {
        leaves(inner, format!("{path} {}", inner.get_name()).trim(), found);
    }
}

fn all() -> Vec<(String, Command)> {
    let mut found = Vec::new();
    leaves(&consentinel::cli::command_line(), "", &mut found);
    found
}

/// Lines of the examples in a help.
fn examples(command: &Command) -> Vec<String> {
    let text = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let Some((_, examples)) = text.split_once("Examples:\n") else { return Vec::new() };
    let lines = examples.lines().filter_map(|line| line.strip_prefix("  consentinel"));
    lines.map(|line| format!("consentinel{line}")).collect()
}

#[test]
fn every_example_can_be_typed() {
    let mut tried = 0;
    for (path, command) in all().into_iter().chain([(String::new(), consentinel::cli::command_line())]) {
        for line in examples(&command) {
            let words = line.split_whitespace().take_while(|word| !["|", "<", ">"].contains(word));
            let read = consentinel::cli::command_line().try_get_matches_from(words);
            assert!(read.is_ok(), "`{line}` in the help of `{path}`: {}", read.unwrap_err());
            tried += 1;
        }
    }
    assert!(tried > 15, "{tried}");
}

/// Whoever types one after the other checks the rule that was written.
#[test]
fn the_examples_of_a_new_rule_and_of_its_check_name_one_folder() {
    let readme = include_str!("../../README.md").lines().map(str::to_owned);
    let lines: Vec<String> = all()
        .iter()
        .flat_map(|(_, command)| examples(command))
        .chain(readme)
        .map(|line| line.trim().to_owned())
        .collect();
    for start in ["consentinel policy new ", "consentinel policy check "] {
        let ours: Vec<&String> = lines.iter().filter(|line| line.starts_with(start)).collect();
        assert!(ours.len() >= 2, "{start}");
        assert!(ours.iter().all(|line| line.contains("--rules ./our-rules")), "{ours:?}");
    }
}

#[test]
fn every_command_of_the_first_level_shows_an_example() {
    for command in consentinel::cli::command_line().get_subcommands() {
        let below = command.get_subcommands().any(|inner| !examples(inner).is_empty());
        let name = command.get_name();
        // Its help shows how to install instead.
        let shows = below || !examples(command).is_empty() || name == "completions";
        assert!(shows, "`consentinel {name} --help` ends without an example: add one to src/cli/examples.rs");
    }
}

#[test]
fn every_flag_tells_what_it_does() {
    for (path, command) in all() {
        for argument in command.get_arguments() {
            assert!(argument.get_help().is_some(), "`{path}`: {} says nothing", argument.get_id());
        }
    }
}

/// Invariant 10: what is written down of the commands is what their help says.
#[cfg(feature = "chrome")]
#[test]
fn invariant_10_the_page_of_commands_is_fresh() {
    let mut text = String::from("# Commands\n\nMade from the help of each command.\n");
    for (path, command) in all() {
        let name = format!("consentinel {path}");
        let mut command =
            command.bin_name(name.trim()).term_width(100).mut_args(|argument| argument.hide_env_values(true));
        write!(text, "\n## `{}`\n\n```text\n", name.trim()).unwrap();
        for line in command.render_long_help().to_string().lines() {
            writeln!(text, "{}", line.trim_end()).unwrap();
        }
        text.push_str("```\n");
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/commands.md");
    if crate::report_golden::is_blessing() {
        std::fs::write(&path, &text).unwrap();
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(stored == text, "docs/commands.md is stale: run once with CONSENTINEL_BLESS=1");
}
