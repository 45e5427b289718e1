//! The help: every example can be typed, every command has one, every flag says what it does.

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
