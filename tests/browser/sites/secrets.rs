//! A site that repeats what it was handed, everywhere: nothing of it is kept. It is one of the file, visited elsewhere.

use assert_cmd::Command;

use crate::support::web::{Asked, Reply, Web};

const TOKEN: &str = "s3cr/t-v&lue-42";
/// As scripts encode it, and in base64.
const ENCODED: [&str; 2] = ["s3cr%2Ft-v%26lue-42", "czNjci90LXYmbHVlLTQy"];
const MARK: &str = "(secret:SHOP_TOKEN)";

/// Everything that was handed over comes back, by the server and by scripts.
fn repeat(asked: &Asked) -> Reply {
    let token = asked.header("x-preview").unwrap_or_default().to_owned();
    let page = format!(
        "<!doctype html><title>Shop {token}</title><h1>Shop for {token}</h1><a href='/more?t={token}'>More</a><script>
        const token = '{token}';
        const encoded = encodeURIComponent(token);
        fetch('/api?token=' + encoded + '&b=' + btoa(token), {{ method: 'POST', body: JSON.stringify({{ token }}), headers: {{ 'X-Echo': token }} }});
        localStorage.setItem('kept', token);
        localStorage.setItem('of-' + token, '1');
        document.cookie = 'copied=' + encoded + '; max-age=99999';
        document.cookie = 'plain=' + token + '; max-age=99999';
        console.error('token ' + token);
        history.replaceState(null, '', '/?t=' + encoded);
        </script>"
    );
    match asked.path.as_str() {
        "/" => Reply::html(page).with("Set-Cookie", &format!("echoed={token}; Max-Age=99999")),
        _ => Reply::of("application/json", format!("{{\"you\":\"{token}\"}}")).with("X-You", &token),
    }
}

/// Every file below a folder.
fn files(folder: &std::path::Path, found: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push((path.display().to_string(), std::fs::read(&path).unwrap()));
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_site_repeats_of_a_secret_is_not_kept() {
    let web = Web::serve(repeat).await;
    let folder = tempfile::tempdir().unwrap();
    let port = web.port;
    let text = format!(
        "sites:\n  - name: shop\n    url: http://shop.example:{port}/\n    headers: {{X-Preview: '${{SHOP_TOKEN}}'}}\n    cookies: {{session: '${{SHOP_TOKEN}}'}}\n"
    );
    std::fs::write(folder.path().join("consentinel.yaml"), text).unwrap();
    let mut command = Command::cargo_bin("consentinel").unwrap();
    command.env("CONSENTINEL_DATA", env!("CARGO_TARGET_TMPDIR")).env("NO_COLOR", "1").env("SHOP_TOKEN", TOKEN);
    command.current_dir(folder.path()).args(["audit", "shop", "--resolve", &format!("shop.example:{port}:127.0.0.1")]);
    command.args(["--states", "none", "--pages", "mhtml", "--output", "out", "--write", "har=out/all.har"]);
    command.args(["--write", "html=out/all.html", "--allow-incomplete", "--no-screenshots"]);
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{told}");

    let asked = web.asked();
    let first = asked.iter().find(|one| one.path == "/").unwrap();
    assert_eq!(first.header("host"), Some(format!("shop.example:{port}").as_str()), "by its own name");
    assert_eq!(first.header("x-preview"), Some(TOKEN), "what the file says of it holds");
    let api = asked.iter().find(|one| one.path.starts_with("/api")).unwrap();
    assert!(api.path.contains(ENCODED[0]), "the site is handed the real one: {}", api.path);

    let mut all = Vec::new();
    files(&folder.path().join("out"), &mut all);
    for (path, bytes) in &all {
        let text = String::from_utf8_lossy(bytes).replace("=\r\n", "");
        for secret in [TOKEN].iter().chain(&ENCODED) {
            if let Some(at) = text.find(secret) {
                let around = text.get(at.saturating_sub(80)..(at + 80).min(text.len())).unwrap_or_default();
                panic!("{path} holds {secret}: {around}");
            }
        }
    }
    assert!(!told.contains(TOKEN), "{told}");
    let evidence = all.iter().find(|(path, _)| path.ends_with("bundle/evidence.json")).unwrap();
    let evidence = String::from_utf8_lossy(&evidence.1);
    for kept in [
        format!("/api?token={MARK}&b={MARK}"),
        format!("{{\\\"token\\\":\\\"{MARK}\\\"}}"),
        format!("echoed={MARK}"),
        format!("of-{MARK}"),
        format!("token {MARK}"),
        format!("\"value\": \"{MARK}\""),
    ] {
        assert!(
            evidence.contains(&kept) || evidence.contains(&kept.replace(": ", ":")),
            "{kept} is missing: {evidence}"
        );
    }
}
