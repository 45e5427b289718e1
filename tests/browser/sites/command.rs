//! The binary on the fixture sites: exit codes, and what is written where.

use assert_cmd::Command;
use consentinel::evidence::Evidence;
use consentinel::report::Report;

use crate::fixtures::raw;
use crate::fixtures::server::Fixtures;
use crate::support::web::{Reply, Web};

struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

/// Runs `consentinel` beside the server of the sites.
async fn run(fixtures: &Fixtures, words: Vec<String>, folder: &std::path::Path) -> Ran {
    let mut command = Command::cargo_bin("consentinel").unwrap();
    command.env("CONSENTINEL_DATA", env!("CARGO_TARGET_TMPDIR"));
    command.args(&words).current_dir(folder).env("NO_COLOR", "1");
    if words.first().is_some_and(|word| word == "audit") {
        command.arg("--host-rules").arg(fixtures.host_rules());
    }
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    Ran {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clean_findings_and_incomplete_have_their_own_exit_codes() {
    let fixtures = Fixtures::start().await;
    let folder = tempfile::tempdir().unwrap();
    let honest = fixtures.url("vanilla-honest");
    let leaky = fixtures.url("vanilla-deaf");
    let down = format!("http://down.localhost:{}/", raw::refused_port().await);
    for (targets, code) in [
        (vec![honest.as_str()], 0),
        (vec![leaky.as_str()], 1),
        (vec![down.as_str()], 3),
        (vec![honest.as_str(), down.as_str()], 3),
        // Findings go before what could not be seen.
        (vec![down.as_str(), leaky.as_str()], 1),
    ] {
        let ran = run(&fixtures, words(&[&["audit"], targets.as_slice()].concat()), folder.path()).await;
        assert_eq!(ran.code, Some(code), "{targets:?}\n{}\n{}", ran.out, ran.err);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_exit_code_does_not_depend_on_the_format() {
    let fixtures = Fixtures::start().await;
    let folder = tempfile::tempdir().unwrap();
    let leaky = fixtures.url("osano-early");
    let output = folder.path().join("out");
    let into = output.to_string_lossy().into_owned();
    let json = run(&fixtures, words(&["audit", &leaky, "--format", "json", "--output", &into]), folder.path()).await;
    assert_eq!(json.code, Some(1), "{}", json.err);
    let report: Report = serde_json::from_str(&json.out).unwrap();
    assert!(report.findings.iter().any(|finding| finding.rule == "pre-consent-tracking-cookie"));
    let bundle = std::fs::read_dir(&output).unwrap().flatten().next().unwrap().path().join("bundle");
    let bundle = bundle.to_string_lossy().into_owned();
    for format in ["table", "markdown", "json"] {
        let again = run(&fixtures, words(&["evaluate", &bundle, "--format", format]), folder.path()).await;
        assert_eq!(again.code, Some(1), "{format}: {}", again.err);
        assert!(again.out.contains("pre-consent-tracking-cookie"), "{format}: {}", again.out);
    }
    let again = run(&fixtures, words(&["evaluate", &bundle, "--format", "json"]), folder.path()).await;
    assert_eq!(again.out, json.out, "audit is collect and evaluate, byte for byte");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_and_a_file_are_served_and_audited() {
    let fixtures = Fixtures::start().await;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("index.html"), "<!doctype html><title>Quiet</title><h1>Quiet</h1><p>Nothing is asked here and nothing is kept. <a href=\"privacy.html\">Privacy policy</a></p>").unwrap();
    std::fs::write(
        folder.path().join("privacy.html"),
        "<!doctype html><title>Privacy policy</title><h1>Privacy policy</h1><p>We keep nothing.</p>",
    )
    .unwrap();
    for target in [".", "index.html"] {
        let ran = run(&fixtures, words(&["audit", target]), folder.path()).await;
        assert_eq!(ran.code, Some(0), "{target}\n{}\n{}", ran.out, ran.err);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_configured_site_and_its_pages_are_audited_as_the_file_says_and_its_secrets_stay_out() {
    let web = Web::serve(|asked| match asked.path.as_str() {
        "/favicon.ico" => Reply::status(404),
        _ => Reply::html("<!doctype html><title>Quiet</title><p>Nothing is asked here."),
    })
    .await;
    let folder = tempfile::tempdir().unwrap();
    let port = web.port;
    let file = format!(
        "output: out\nallow-incomplete: true\nsites:\n  - name: shop\n    url: http://shop.example:{port}/\n    pages: [/cart]\n\
         \x20   resolve: ['shop.example:{port}:127.0.0.1']\n    states: [none]\n    time-zone: Asia/Tokyo\n    device: phone\n\
         \x20   headers: {{X-Team: 'Bearer ${{CONSENTINEL_TEST_TOKEN}}'}}\n    expect: {{banner: no}}\n"
    );
    std::fs::write(folder.path().join("consentinel.yaml"), file).unwrap();
    let mut command = Command::cargo_bin("consentinel").unwrap();
    command.env("CONSENTINEL_DATA", env!("CARGO_TARGET_TMPDIR")).env("CONSENTINEL_TEST_TOKEN", "t0ken");
    command.args(["audit"]).current_dir(folder.path());
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{told}");
    for (name, path) in [("shop", "/"), ("shop_cart", "/cart")] {
        let evidence = folder.path().join("out").join(name).join("bundle/evidence.json");
        let text = std::fs::read_to_string(&evidence).unwrap_or_else(|why| panic!("{name}: {why}\n{told}"));
        assert!(!text.contains("t0ken") && text.contains("<not kept>"), "{name}");
        let evidence: Evidence = serde_json::from_str(&text).unwrap();
        assert_eq!(evidence.target.url, format!("http://shop.example:{port}{path}"));
        assert_eq!(evidence.target.name.as_deref(), Some(if path == "/" { "shop" } else { "shop/cart" }));
        assert_eq!(evidence.run.time_zone.as_deref(), Some("Asia/Tokyo"));
        let agent = &evidence.run.browser.user_agent;
        assert!(agent.contains("Android"), "{agent}");
        assert_eq!((evidence.run.viewport, evidence.run.device.unwrap().scale), ((412, 915), 2.625));
        let own = web.asked().into_iter().find(|asked| asked.path == path).unwrap();
        assert_eq!((own.host.as_str(), own.header("x-team")), ("shop.example", Some("Bearer t0ken")));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_ends_well() {
    let fixtures = Fixtures::start().await;
    let folder = tempfile::tempdir().unwrap();
    let ran = run(&fixtures, words(&["demo"]), folder.path()).await;
    assert_eq!(ran.code, Some(0), "{}\n{}", ran.out, ran.err);
    for name in ["Honest shop", "Leaky blog", "News site", "Weather service", "City library", "Travel agency"] {
        assert!(ran.out.contains(name), "{name} is missing in\n{}", ran.out);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_under_way_is_told_as_events_as_lines_or_not_at_all() {
    let fixtures = Fixtures::start().await;
    let folder = tempfile::tempdir().unwrap();
    let down = format!("http://down.localhost:{}/", raw::refused_port().await);
    let leaky = fixtures.url("vanilla-deaf");
    let some = ["--states", "none,reject,accept"];
    let audit = |targets: &[&str], more: &[&str]| words(&[&["audit"], targets, &some[..], more].concat());

    let ran = run(&fixtures, audit(&[&leaky, &down], &["--progress", "json", "-v"]), folder.path()).await;
    let events: Vec<serde_json::Value> = ran.err.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |name: &str, target: &str| {
        let all = events.iter().filter(|event| event["event"] == name && event["target"] == target);
        all.cloned().collect::<Vec<_>>()
    };
    for target in [leaky.as_str(), down.as_str()] {
        let finished = of("state-finished", target);
        let done: Vec<u64> = finished.iter().map(|event| event["done"].as_u64().unwrap()).collect();
        assert_eq!((of("state-started", target).len(), done), (3, vec![1, 2, 3]), "{}", ran.err);
        assert_eq!(of("target-finished", target).len(), 1, "{}", ran.err);
    }
    assert!(of("state-finished", &leaky).iter().all(|event| event["status"] == "observed"), "{}", ran.err);
    assert!(of("state-finished", &down).iter().all(|event| event["status"] == "failed"), "{}", ran.err);
    assert!(of("note", &leaky).iter().any(|event| event["what"] == "click"), "{}", ran.err);
    assert!(events.iter().any(|event| event["event"] == "browser-started" && event["sandbox"].is_boolean()));
    assert_eq!(events.last().unwrap()["exit"], ran.code.unwrap());

    let ran = run(&fixtures, audit(&[&leaky], &[]), folder.path()).await;
    assert!(ran.err.starts_with(&format!("[1/1] {leaky}\n")) && ran.err.contains("3/3 "), "{}", ran.err);
    let ran = run(&fixtures, audit(&[&leaky], &["--quiet"]), folder.path()).await;
    assert_eq!(ran.err, "");
    assert!(!ran.out.is_empty());
}
