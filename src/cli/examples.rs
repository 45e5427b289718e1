//! Examples at the end of each command's help. A test reads each as the program would.

use clap::Command;

/// A command, and lines to type with what they do.
type Examples = (&'static str, &'static [(&'static str, &'static str)]);

/// The examples, by command.
pub const EXAMPLES: &[Examples] = &[
    #[cfg(feature = "chrome")]
    (
        "",
        &[
            ("consentinel demo", "see what it does, without internet"),
            ("consentinel audit https://shop.example", "audit a site"),
            ("consentinel audit ./public", "audit a folder before it is published"),
            ("consentinel explain reject-absent", "read what a rule demands"),
            ("consentinel doctor", "find out why it does not work here"),
        ],
    ),
    #[cfg(feature = "chrome")]
    (
        "audit",
        &[
            ("consentinel audit https://shop.example", "one site, by EU law"),
            ("consentinel audit ./public --profile fr-cnil", "a folder, served on loopback, by the CNIL's guidance"),
            ("consentinel audit https://a.example https://b.example --quiet --format json", "for a program"),
            ("consentinel audit https://shop.example --states none,none-again,reject,reject-again", "refusing alone"),
            ("consentinel audit https://shop.example --open", "watch it in a window"),
        ],
    ),
    #[cfg(feature = "chrome")]
    (
        "collect",
        &[
            ("consentinel collect https://shop.example -o evidence", "keep evidence, judge it later"),
            ("consentinel collect https://shop.example --redact --size-limit 20MB", "to be passed on"),
        ],
    ),
    (
        "evaluate",
        &[
            ("consentinel evaluate consentinel-reports/shop.example", "judge again what an audit kept"),
            ("consentinel evaluate evidence/a evidence/b --profile strict", "several, by another profile"),
        ],
    ),
    (
        "diff",
        &[
            ("consentinel diff runs/october runs/november", "what changed between two runs of a site"),
            ("consentinel diff before/report.json after/report.json --format html", "a page to hand on"),
        ],
    ),
    (
        "history",
        &[
            ("consentinel history runs", "each site's runs in the order of time"),
            ("consentinel history runs --format html", "the same with curves"),
        ],
    ),
    (
        "show",
        &[
            ("consentinel show consentinel-reports/shop.example cookies --state reject", "cookies after a refusal"),
            ("consentinel show consentinel-reports/shop.example timeline", "everything in order"),
        ],
    ),
    (
        "verify",
        &[("consentinel verify consentinel-reports/shop.example --key audit.pub", "unchanged, and signed by whom?")],
    ),
    ("sign", &[("consentinel sign consentinel-reports/shop.example --key audit.key", "sign it")]),
    ("redact", &[("consentinel redact consentinel-reports/shop.example -o to-send", "a copy without values")]),
    #[cfg(feature = "chrome")]
    ("demo", &[("consentinel demo", "a summary of each site"), ("consentinel demo --full", "whole reports")]),
    (
        "explain",
        &[
            ("consentinel explain reject-absent", "a rule"),
            ("consentinel explain reject-absent --profile fr-cnil", "with the limits of another profile"),
            ("consentinel explain cookie _ga", "what is known of a cookie"),
        ],
    ),
    ("explain cookie", &[("consentinel explain cookie _ga --site shop.example", "on that site")]),
    ("classify", &[("consentinel classify buttons < labels.txt", "what the words of buttons do")]),
    (
        "knowledge import",
        &[("consentinel knowledge import --from easyprivacy easyprivacy.txt", "a filter list that you have")],
    ),
    ("policy check", &[("consentinel policy check --rules ./our-rules", "check rules before they are used")]),
    ("policy test", &[("consentinel policy test reject-absent", "run the examples of a rule")]),
    (
        "policy new",
        &[("consentinel policy new our-rule --group ours --rules ./our-rules", "write the skeleton of a rule")],
    ),
    ("policy list", &[("consentinel policy list --profile fr-cnil", "rules that are on under a profile")]),
    ("policy show", &[("consentinel policy show strict", "a profile as it is in force")]),
    #[cfg(feature = "chrome")]
    (
        "doctor",
        &[
            ("consentinel doctor", "everything"),
            ("consentinel doctor --browser full", "with full Chrome or Chromium"),
            ("consentinel doctor --format json", "for a program"),
        ],
    ),
    (
        "init",
        &[
            ("consentinel init", "ask, and write consentinel.yaml"),
            ("consentinel init --ci gitlab", "the same, and a job that audits by it"),
        ],
    ),
    ("config show", &[("consentinel config show", "every setting that holds, and from where")]),
    (
        "man",
        &[
            ("consentinel man audit | man -l -", "read a page"),
            ("consentinel man --output ~/.local/share/man/man1", "install all pages"),
        ],
    ),
];

/// The command line with its examples behind what stands at the end of its help.
pub fn add(command: Command) -> Command {
    EXAMPLES.iter().fold(command, |command, (path, lines)| {
        let path: Vec<&str> = path.split_whitespace().collect();
        below(command, &path, lines)
    })
}

fn below(command: Command, path: &[&str], lines: &[(&str, &str)]) -> Command {
    match path.split_first() {
        Some((name, rest)) => command.mut_subcommand(name, |inner| below(inner, rest, lines)),
        None => {
            let before = command.get_after_help().map(|text| format!("{text}\n\n")).unwrap_or_default();
            command.after_help(format!("{before}{}", told(lines)))
        }
    }
}

fn told(lines: &[(&str, &str)]) -> String {
    let told = lines.iter().map(|(line, what)| format!("  {line}\n      {what}"));
    format!("Examples:\n{}", told.collect::<Vec<_>>().join("\n"))
}
