//! Lists of the user's own: taken in, told, used, fetched again, removed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::support::lists::Answers;
use crate::support::program::{bundle, consentinel, said};

/// A data folder of its own, and the program that knows no other.
struct Data(tempfile::TempDir);

impl Data {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// The program with lists and configuration of this folder.
    fn consentinel(&self) -> Command {
        let mut command = consentinel();
        command.env("CONSENTINEL_DATA", self.0.path()).env("XDG_CONFIG_HOME", self.0.path().join("config"));
        command.env("NO_COLOR", "1");
        command
    }

    /// Exit code, standard output, standard error.
    fn run(&self, words: &[&str]) -> (i32, String, String) {
        said(self.consentinel().args(words))
    }

    fn good(&self, words: &[&str]) -> String {
        let (code, out, err) = self.run(words);
        assert_eq!(code, 0, "{words:?}: {out}{err}");
        out
    }

    fn import(&self, from: &str, file: &str) -> String {
        self.good(&["knowledge", "import", "--from", from, &fixture(file).display().to_string()])
    }

    fn json(&self, words: &[&str]) -> Value {
        serde_json::from_str(&self.good(words)).unwrap()
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.0.path().join(name);
        fs::write(&path, text).unwrap();
        path.display().to_string()
    }

    fn kept(&self, name: &str) -> PathBuf {
        self.0.path().join("knowledge").join(name)
    }
}

fn fixture(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lists").join(file)
}

#[test]
fn every_kind_is_taken_in_told_and_removed() {
    let data = Data::new();
    assert!(data.good(&["knowledge", "list"]).contains("Nothing was imported"));
    for (from, file, entries, unused) in [
        ("cookie-inventory", "cookie-inventory.csv", 3, 0),
        ("open-cookie-database", "open-cookie-database.csv", 2, 1),
        ("open-cookie-database", "open-cookie-database.json", 1, 0),
        ("easyprivacy", "easyprivacy.txt", 4, 1),
        ("easylist", "easylist.txt", 3, 1),
        ("adblock", "adblock.txt", 1, 0),
        ("disconnect", "disconnect.json", 2, 0),
        ("trackerdb", "trackerdb.json", 1, 0),
        ("autoconsent", "autoconsent.json", 1, 1),
        ("consent-o-matic", "consent-o-matic.json", 1, 0),
    ] {
        let told = data.import(from, file);
        let noun = if entries == 1 { "entry" } else { "entries" };
        assert!(told.contains(&format!("{from}: {entries} {noun} of")), "{told}");
        let about = data.json(&["knowledge", "info", from, "--format", "json"]);
        assert_eq!(about["entries"], entries, "{from}");
        assert_eq!(about["unused"].as_array().unwrap().len(), unused, "{from}: {about}");
        assert_eq!((about["source"].as_str(), about["from"].as_str()), (Some(file), Some(from)));
        assert!(!about["licence"].as_str().unwrap().is_empty(), "{from}");
        let digest = about["digest"].as_str().unwrap();
        assert_eq!(digest.len(), "sha256:".len() + 64, "{from}");
    }
    let lists = data.json(&["knowledge", "list", "--format", "json"]);
    assert_eq!(lists.as_array().unwrap().len(), 9, "the database was replaced");
    let table = data.good(&["knowledge", "list"]);
    assert!(table.contains("easyprivacy") && table.contains("consent-o-matic"), "{table}");
    assert!(data.good(&["knowledge", "info", "easyprivacy"]).contains("line 8: `||x.example^$nosuchoption`"));
    data.good(&["knowledge", "remove", "adblock"]);
    let (code, _, err) = data.run(&["knowledge", "remove", "adblok"]);
    assert!(code == 2 && err.contains("no list goes by the name `adblok`"), "{err}");
    assert!(!data.good(&["knowledge", "list"]).contains("adblock"));
}

#[test]
fn a_file_that_is_refused_is_shown_where_and_changes_nothing() {
    let data = Data::new();
    data.import("cookie-inventory", "cookie-inventory.csv");
    let before = fs::read(data.kept("cookie-inventory.list")).unwrap();
    let wrong = data.file("wrong.csv", "name,purpose\nbasket,necesary\n");
    let (code, _, err) = data.run(&["knowledge", "import", "--from", "cookie-inventory", &wrong]);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("wrong.csv:2:8") && err.contains("^^^^") && err.contains("did you mean `necessary`"), "{err}");
    assert_eq!(fs::read(data.kept("cookie-inventory.list")).unwrap(), before);
    let latin = data.0.path().join("latin.csv");
    fs::write(&latin, b"name,purpose\nb\xe4r,necessary\n").unwrap();
    for (words, says) in [
        (vec!["--from", "cookie-inventory", latin.to_str().unwrap()], "latin.csv:2: not UTF-8"),
        (vec!["--from", "cookie-inventory", "/no/such/file.csv"], "/no/such/file.csv"),
        (vec!["--from", "cookies", &wrong], "cookie-inventory"),
        (vec!["--from", "adblock", "--name", "../up", &wrong], "small letters"),
    ] {
        let (code, _, err) = data.run(&[vec!["knowledge", "import"], words].concat());
        assert!(code == 2 && err.contains(says), "{says}: {err}");
    }
}

#[test]
fn no_word_leads_out_of_the_folder() {
    let data = Data::new();
    data.import("easyprivacy", "easyprivacy.txt");
    fs::rename(data.kept("easyprivacy.list"), data.0.path().join("mine.list")).unwrap();
    fs::rename(data.kept("compiled/easyprivacy.bin"), data.0.path().join("mine.bin")).unwrap();
    let absolute = data.0.path().join("mine").display().to_string();
    for name in [absolute.as_str(), "../mine", "../../mine", "../compiled/../../mine", "", ".", "..", "\u{1b}[31m"] {
        for action in ["remove", "info"] {
            let (code, out, err) = data.run(&["knowledge", action, name]);
            assert!(code == 2 && err.contains("is no name for a list"), "{action} {name}: {out}{err}");
            assert!(!err.contains('\u{1b}'), "{err:?}");
        }
    }
    assert!(data.0.path().join("mine.list").exists() && data.0.path().join("mine.bin").exists());
}

#[test]
fn the_folder_of_an_argument_must_be_there_and_that_of_the_variable_may_come_later() {
    let data = Data::new();
    let run = |variable: &str, words: &[&str]| {
        said(data.consentinel().env("CONSENTINEL_DATA", variable).env("XDG_DATA_HOME", data.0.path()).args(words))
    };
    let evaluate = ["evaluate", &bundle("plain"), "--format", "json"];
    let (code, _, err) = run("", &[&evaluate[..], &["--data", "/no/such/folder"]].concat());
    assert!(code == 2 && err.contains("--data /no/such/folder"), "{err}");
    let (code, plain, err) = run("/no/such/folder", &evaluate);
    assert!(matches!(code, 0 | 1) && err.is_empty(), "{err}");
    let (code, out, _) = run("/no/such/folder", &["knowledge", "list"]);
    assert!(code == 0 && out.contains("Nothing was imported"), "{out}");

    let file = data.file("a-file", "");
    for words in [&evaluate[..], &["knowledge", "list"]] {
        let (code, _, err) = run(&file, words);
        assert!(code == 2 && err.contains(&format!("CONSENTINEL_DATA {file}")), "{err}");
    }
    let list = fixture("adblock.txt").display().to_string();
    let (code, _, err) = run(&file, &["knowledge", "import", "--from", "adblock", &list]);
    assert!(code == 3 && err.contains("another folder with CONSENTINEL_DATA"), "{err}");

    let (code, _, err) = run("", &["knowledge", "import", "--from", "adblock", &list]);
    assert_eq!(code, 0, "{err}");
    assert!(data.0.path().join("consentinel/knowledge/adblock.list").exists(), "nothing counts as not set");
    assert_ne!(run("", &evaluate).1, plain);
    assert_eq!(run("/no/such/folder", &evaluate).1, plain);
}

#[test]
fn a_list_takes_the_place_of_one_of_its_kind_alone() {
    let data = Data::new();
    let ours = fixture("cookie-inventory.csv").display().to_string();
    let import = |from: &str, file: &str| data.run(&["knowledge", "import", "--name", "ours", "--from", from, file]);
    assert_eq!(import("cookie-inventory", &ours).0, 0);
    let kept = fs::read(data.kept("ours.list")).unwrap();
    let (code, _, err) = import("adblock", &fixture("adblock.txt").display().to_string());
    assert_eq!(code, 2, "{err}");
    for says in ["the cookie inventory of ", "3 entries from cookie-inventory.csv", "--name", "knowledge remove ours"] {
        assert!(err.contains(says), "{says}: {err}");
    }
    let server = Answers::serve(vec![Answers::good(LIST)]);
    let address = server.address();
    let config = data.file(
        "lists.yaml",
        &format!(
            "lists:\n  - {{name: ours, from: adblock, url: '{address}/a'}}\n  - {{from: adblock, url: '{address}/b'}}\n"
        ),
    );
    let (code, out, err) = data.run(&["knowledge", "update", "--config", &config]);
    assert!(code == 3 && out.contains("adblock: 3 entries"), "{out}{err}");
    assert!(err.contains("`ours` is kept as the cookie inventory of ") && err.contains(" stays."), "{err}");
    assert_eq!(fs::read(data.kept("ours.list")).unwrap(), kept);

    let (_, out, _) = import("cookie-inventory", &ours);
    assert!(out.contains("It is the text that was kept already, since "), "{out}");
    let shorter = data.file("shorter.csv", "name,purpose\nbasket,necessary\n");
    let (_, out, _) = import("cookie-inventory", &shorter);
    assert!(
        out.contains("It takes the place of the cookie inventory of ") && out.contains("(3 entries from "),
        "{out}"
    );
    data.good(&["knowledge", "remove", "ours"]);
    assert_eq!(import("adblock", &fixture("adblock.txt").display().to_string()).0, 0);
}

#[test]
fn what_lists_say_commands_no_terminal() {
    let data = Data::new();
    let nasty = "\u{1b}[31m \u{1b}]8;;http://x\u{7} \u{9b}2J \u{202e}gpj \u{200b} \u{8}";
    let is_quiet = |text: &str| !text.chars().any(|c| (c.is_control() && c != '\n') || "\u{202e}\u{200b}".contains(c));
    let list = data.file(
        "list\u{1b}[7m\u{202e}.txt",
        &format!("[Adblock Plus 2.0]\n||one.example^\n||two.example^$nosuch{nasty}\n"),
    );
    let told = data.good(&["knowledge", "import", "--from", "adblock", &list]);
    assert!(is_quiet(&told), "{told:?}");
    let path = data.kept("adblock.list");
    let text = fs::read_to_string(&path).unwrap();
    let head = |key: &str, value: &str| {
        let (about, list) = text.split_once('\n').unwrap();
        let mut about: Value = serde_json::from_str(about).unwrap();
        about[key] = value.into();
        fs::write(&path, format!("{about}\n{list}")).unwrap();
    };
    for key in ["source", "licence", "date", "checked"] {
        head(key, nasty);
        for words in [&["knowledge", "info", "adblock"][..], &["knowledge", "list"]] {
            let told = data.good(words);
            assert!(is_quiet(&told), "{key}, {words:?}: {told:?}");
        }
    }
    assert!(data.good(&["knowledge", "info", "adblock"]).contains("line 3: `||two.example^$nosuch\u{fffd}[31m"));
    for (from, text) in [
        ("cookie-inventory", format!("name,purpose\nbasket,nec{nasty}\n")),
        ("cookie-inventory", format!("name,purpo{nasty}\nbasket,necessary\n")),
        ("disconnect", format!("{{\"cate{nasty}")),
    ] {
        let wrong = data.file("wrong\u{1b}[7m.txt", &text);
        let (code, _, err) = data.run(&["knowledge", "import", "--name", "other", "--from", from, &wrong]);
        assert_eq!(code, 2, "{err}");
        assert!(is_quiet(&err), "{from}: {err:?}");
    }
}

#[cfg(unix)]
#[test]
fn lists_can_be_read_by_whom_the_mask_allows() {
    use std::os::unix::fs::PermissionsExt;

    let data = Data::new();
    let plain = data.file("plain", "");
    data.import("easyprivacy", "easyprivacy.txt");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for file in ["easyprivacy.list", "compiled/easyprivacy.bin"] {
        let path = data.kept(file);
        assert_eq!(mode(&path), mode(Path::new(&plain)), "{file}");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    }
    data.import("easyprivacy", "easyprivacy.txt");
    for file in ["easyprivacy.list", "compiled/easyprivacy.bin"] {
        assert_eq!(mode(&data.kept(file)), 0o640, "{file}");
    }
}

/// The report of the bundle that has requests to third parties nobody knows.
fn report(data: &Data, words: &[&str]) -> (String, Value) {
    let (code, out, err) = data.run(&[&["evaluate", &bundle("synchronising"), "--format", "json"], words].concat());
    assert!(code == 0 || code == 1, "{err}");
    let value = serde_json::from_str(&out).unwrap_or_else(|why| panic!("{why}: {err}"));
    (out, value)
}

fn named<'v>(report: &'v Value, list: &str, key: &str, value: &str) -> &'v Value {
    report[list].as_array().unwrap().iter().find(|one| one[key] == value).unwrap_or_else(|| panic!("{value}: {report}"))
}

#[test]
fn reports_say_which_lists_were_used_and_where_they_decided() {
    let data = Data::new();
    let (plain, without) = report(&data, &[]);
    for (from, file) in [
        ("cookie-inventory", "cookie-inventory.csv"),
        ("open-cookie-database", "open-cookie-database.csv"),
        ("easyprivacy", "easyprivacy.txt"),
        ("adblock", "adblock.txt"),
    ] {
        data.import(from, file);
    }
    let (bytes, with) = report(&data, &[]);
    assert_eq!(report(&data, &[]).0, bytes, "the same knowledge gives the same bytes");
    assert_eq!(report(&data, &["--no-imported"]).0, plain);
    assert_ne!(with["tool"]["knowledge"], without["tool"]["knowledge"]);

    let used = with["tool"]["knowledge_used"].as_array().unwrap();
    let names: Vec<&str> = used.iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["built-in", "adblock", "cookie-inventory", "easyprivacy", "open-cookie-database"]);
    assert!(used.iter().all(|one| one["date"].as_str().is_some_and(|date| date.len() == 10)), "{used:?}");
    assert_eq!(used[0], without["tool"]["knowledge_used"][0]);

    let visitor = named(&with, "items", "name", "visitor");
    assert_eq!(
        (visitor["purpose"].as_str(), visitor["known_by"].as_str()),
        (Some("functional"), Some("name-and-domain"))
    );
    assert_eq!(visitor["known_from"], "cookie-inventory, line 3");
    assert_eq!(named(&with, "items", "name", "pid")["known_from"], "open-cookie-database, line 2");
    assert_eq!(named(&with, "items", "name", "_ga")["vendor"], "Shop Ltd");

    let partner = named(&with, "requests", "host", "sync.partner.example");
    assert_eq!((partner["purpose"].as_str(), partner["list"].as_str()), (Some("analytics"), Some("easyprivacy")));
    assert_eq!(partner["list_rule"], "easyprivacy, line 3: ||partner.example^$third-party");
    assert_eq!(partner["url_kind"], "other");
    let other = named(&with, "requests", "host", "other.example");
    assert_eq!(
        (other["purpose"].as_str(), other["list_rule"].as_str()),
        (Some("unknown"), Some("adblock, line 2: ||other.example^"))
    );
    let google = named(&with, "requests", "host", "www.google-analytics.com");
    assert_eq!(google["url_kind"], named(&without, "requests", "host", "www.google-analytics.com")["url_kind"]);
    assert_eq!(google["list_rule"], "easyprivacy, line 4: ||google-analytics.com^");

    let inventory = data.kept("cookie-inventory.list");
    let (text, today) = (fs::read_to_string(&inventory).unwrap(), used[2]["date"].as_str().unwrap());
    fs::write(&inventory, text.replacen(&format!("\"date\":\"{today}\""), "\"date\":\"2020-02-02\"", 1)).unwrap();
    let (_, earlier) = report(&data, &[]);
    assert_eq!(earlier["tool"]["knowledge_used"][2]["date"], "2020-02-02");
    assert_ne!(earlier["tool"]["knowledge"], with["tool"]["knowledge"], "what is stated is digested");

    for format in ["table", "markdown"] {
        let (_, told, _) = data.run(&["evaluate", &bundle("synchronising"), "--format", format, "--width", "200"]);
        assert!(told.contains("cookie-inventory of ") && told.contains("cookie-inventory, line 3"), "{format}: {told}");
    }
}

#[test]
fn a_compiled_list_that_is_damaged_missing_or_read_only_is_made_again() {
    let data = Data::new();
    data.import("easyprivacy", "easyprivacy.txt");
    let (bytes, _) = report(&data, &[]);
    let compiled = data.kept("compiled/easyprivacy.bin");
    let whole = fs::read(&compiled).unwrap();
    let mut damaged = whole.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    for wrong in [&damaged[..], b"", &whole[..whole.len() - 3]] {
        fs::write(&compiled, wrong).unwrap();
        assert_eq!(report(&data, &[]).0, bytes);
        assert_eq!(fs::read(&compiled).unwrap(), whole, "it was not made again");
    }
    fs::remove_dir_all(compiled.parent().unwrap()).unwrap();
    fs::write(compiled.parent().unwrap(), "in the way").unwrap();
    assert_eq!(report(&data, &[]).0, bytes);
}

#[test]
fn a_list_that_was_changed_on_disk_is_told_and_not_used() {
    let data = Data::new();
    data.import("cookie-inventory", "cookie-inventory.csv");
    let path = data.kept("cookie-inventory.list");
    let text = fs::read_to_string(&path).unwrap().replace("functional", "necessary");
    fs::write(&path, text).unwrap();
    let (code, _, err) = data.run(&["evaluate", &bundle("plain")]);
    assert!(code == 2 && err.contains("damaged") && err.contains("--no-imported"), "{err}");
    assert!(matches!(data.run(&["evaluate", &bundle("plain"), "--no-imported"]).0, 0 | 1));
}

#[test]
fn what_cookies_are_for_is_classified_with_the_inventory() {
    let data = Data::new();
    data.import("cookie-inventory", "cookie-inventory.csv");
    let ask = |words: &[&str]| {
        let mut command = assert_cmd::Command::cargo_bin("consentinel").unwrap();
        command.env("CONSENTINEL_DATA", data.0.path()).args(["classify", "cookies"]).args(words);
        let output = command.write_stdin("{\"name\": \"basket_7\", \"domain\": \"shop.example\"}\n").output().unwrap();
        serde_json::from_slice::<Value>(&output.stdout).unwrap()
    };
    let answer = ask(&[]);
    assert_eq!((answer["purpose"].as_str(), answer["known_by"].as_str()), (Some("necessary"), Some("name-and-domain")));
    assert_ne!(ask(&["--no-imported"])["known_by"], "name-and-domain");
}

#[test]
fn a_cookie_is_explained_with_what_lists_say_of_it() {
    let data = Data::new();
    data.import("cookie-inventory", "cookie-inventory.csv");
    data.import("open-cookie-database", "open-cookie-database.csv");
    let words = ["explain", "cookie", "visitor", "--domain", "shop.example"];
    let told = data.json(&[&words[..], &["--format", "json"]].concat());
    assert_eq!(
        (told["purpose"].as_str(), told["list"].as_str()),
        (Some("functional"), Some("cookie-inventory, line 3"))
    );
    assert_eq!(told["lists"][0]["domains"][0], "shop.example");
    assert!(told["claims"].as_array().unwrap().iter().all(|claim| claim["decides"] == false), "{told}");
    assert_eq!(told["lists"][0]["lifetime"], "session");
    let text = data.good(&words);
    assert!(text.contains("What your own lists say") && text.contains("goes before built-in knowledge"), "{text}");
    assert!(text.contains("Shop Ltd, lifetime session"), "{text}");
    let google = data.json(&["explain", "cookie", "_ga", "--format", "json"]);
    assert_eq!(
        (&google["list"], &google["lists"][0]["lifetime"]),
        (&"cookie-inventory, line 2".into(), &"13 months (395.4 days)".into())
    );
    assert_eq!(google["claims"][0]["standing"], "knows the name; cookie-inventory, line 2 of your own lists decides");
    let alone = data.json(&["explain", "cookie", "_ga", "--format", "json", "--no-imported"]);
    assert_eq!(alone["claims"][0]["standing"], "decides by its name alone");
    let elsewhere = data.json(&["explain", "cookie", "pid", "--domain", "shop.example", "--format", "json"]);
    assert_eq!((&elsewhere["list"], &elsewhere["lists"][0]["line"]), (&Value::Null, &2.into()));
    let without = data.json(&[&words[..], &["--format", "json", "--no-imported"]].concat());
    assert_eq!((&without["list"], without["lists"].as_array().unwrap().len()), (&Value::Null, 0));
}

const LIST: &str = "[Adblock Plus 2.0]\n||one.example^\n||two.example^\n||three.example^\n";

#[test]
fn an_update_keeps_the_last_good_list_whatever_the_server_does() {
    let data = Data::new();
    let torn = "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n||one.example^\n";
    let server = Answers::serve(vec![
        Answers::good(LIST),
        Answers::status(500),
        torn.to_owned(),
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n||one.example^\n".to_owned(),
        Answers::good("<!DOCTYPE html><p>Sign in</p>"),
        Answers::good("||one.example^\n"),
        Answers::good(""),
        String::new(),
        Answers::good(LIST),
        Answers::good(&format!("{LIST}||four.example^\n")),
    ]);
    let address = server.address();
    let config = data.file("lists.yaml", &format!("lists:\n  - from: easyprivacy\n    url: {address}/list.txt\n"));
    let update = || data.run(&["knowledge", "update", "--config", &config]);
    let (code, out, err) = update();
    assert!(code == 0 && out.contains("3 entries"), "{out}{err}");
    let first = fs::read(data.kept("easyprivacy.list")).unwrap();
    for says in ["500", "broke off", "broke off", "web page", "1 entries where the last copy has 3", "empty", ""] {
        let (code, _, err) = update();
        assert_eq!(code, 3, "{says}: {err}");
        assert!(err.contains(says) && err.contains("easyprivacy: ") && err.contains(" stays."), "{says}: {err}");
        assert_eq!(fs::read(data.kept("easyprivacy.list")).unwrap(), first, "{says}");
    }
    let (code, out, err) = update();
    assert!(code == 0 && out.contains("as it was on"), "{out}{err}");
    let (code, out, err) = update();
    assert!(code == 0 && out.contains("4 entries"), "{out}{err}");
    assert_ne!(fs::read(data.kept("easyprivacy.list")).unwrap(), first);
    let leftovers = fs::read_dir(data.kept("")).unwrap().count();
    assert_eq!(leftovers, 2, "the list and the folder of compiled ones");
}

#[test]
fn an_update_fetches_what_is_named_and_one_failure_stops_no_other() {
    let data = Data::new();
    let (code, out, _) = data.run(&["knowledge", "update"]);
    assert!(code == 0 && out.contains("names no lists"), "{out}");
    let server = Answers::serve(vec![Answers::status(404), Answers::good(LIST)]);
    let address = server.address();
    let config = data.file(
        "lists.yaml",
        &format!("lists:\n  - {{from: easylist, url: '{address}/a'}}\n  - {{name: ours, from: adblock, url: '{address}/b'}}\n"),
    );
    let (code, out, err) = data.run(&["knowledge", "update", "--config", &config]);
    assert!(code == 3 && out.contains("ours: 3 entries") && err.contains("There is no earlier copy."), "{out}{err}");
    assert_eq!(data.json(&["knowledge", "info", "ours", "--format", "json"])["source"], format!("{address}/b"));
    let (code, _, err) = data.run(&["knowledge", "update", "--config", &config, "our"]);
    assert!(code == 2 && err.contains("did you mean `ours`"), "{err}");
    let (code, _, err) = data.run(&["knowledge", "update", "--config", "/no/such/file.yaml"]);
    assert!(code == 2 && err.contains("/no/such/file.yaml"), "{err}");
    fs::create_dir_all(data.0.path().join("config/consentinel")).unwrap();
    fs::write(data.0.path().join("config/consentinel/knowledge.yaml"), "lists:\n  - form: easylist\n").unwrap();
    let (code, _, err) = data.run(&["knowledge", "update"]);
    assert!(code == 2 && err.contains("knowledge.yaml:2:5") && err.contains("did you mean `from`"), "{err}");
}

#[test]
fn a_plain_address_that_leads_to_a_secure_one_is_held_to_its_certificate() {
    let data = Data::new();
    let (secure, certificate) = Answers::serve_secure(vec![Answers::good(LIST), Answers::good(LIST)]);
    let to = format!("{}/list.txt?key=hush", secure.address());
    let server =
        Answers::serve(vec![Answers::moved(&to), Answers::good(LIST), Answers::moved(&to), Answers::good(LIST)]);
    let address = server.address();
    let config = data.file(
        "lists.yaml",
        &format!("lists:\n  - {{from: easylist, url: '{address}/a'}}\n  - {{from: adblock, url: '{address}/b'}}\n"),
    );
    let empty = data.file("empty.pem", "");
    let root = data.file("root.pem", &certificate);
    for (trusted, code, easylist) in [(&empty, 3, false), (&root, 0, true)] {
        let mut command = data.consentinel();
        command.env("SSL_CERT_FILE", trusted).env_remove("SSL_CERT_DIR");
        let (left, _, err) = said(command.args(["knowledge", "update", "--config", &config]));
        assert_eq!(left, code, "{trusted}: {err}");
        assert_eq!(
            (code == 3, false),
            (err.contains("easylist: ") && err.contains("ertificate"), err.contains("hush")),
            "{err}"
        );
        assert_eq!(data.kept("easylist.list").exists(), easylist, "{err}");
        assert!(data.kept("adblock.list").exists(), "the next list is fetched: {err}");
    }
}

#[test]
fn secrets_of_an_address_are_asked_with_and_neither_told_nor_kept() {
    let data = Data::new();
    let server = Answers::serve(vec![
        Answers::good(LIST),
        Answers::status(500),
        Answers::good("||one.example^\n"),
        Answers::good("<!DOCTYPE html><p>Sign in</p>"),
        Answers::moved("http://[hush"),
    ]);
    let host = server.address().replace("http://", "");
    let config = data.file(
        "lists.yaml",
        &format!("lists:\n  - {{from: adblock, url: 'http://me:hush@{host}/list.txt?key=hush#hush'}}\n"),
    );
    for expected in [0, 3, 3, 3, 3] {
        let (code, out, err) = data.run(&["knowledge", "update", "--config", &config]);
        assert_eq!(code, expected, "{out}{err}");
        assert!(!out.contains("hush") && !err.contains("hush"), "{out}{err}");
    }
    let kept = fs::read_to_string(data.kept("adblock.list")).unwrap();
    assert!(kept.contains(&format!("\"http://{host}/list.txt\"")) && !kept.contains("hush"), "{kept}");
    for head in server.asked() {
        let head = head.to_lowercase();
        assert!(head.starts_with("get /list.txt?key=hush http"), "{head}");
        assert!(head.contains("\r\nauthorization: basic bwu6ahvzaa=="), "{head}");
    }
}

#[test]
fn a_secure_address_is_fetched_only_with_a_certificate_that_is_trusted() {
    let data = Data::new();
    let (server, certificate) = Answers::serve_secure(vec![Answers::good(LIST), Answers::good(LIST)]);
    let address = server.address();
    let config = data.file("lists.yaml", &format!("lists:\n  - {{from: easylist, url: '{address}/a'}}\n"));
    let root = data.file("root.pem", &certificate);
    let update = |root: Option<&str>| {
        let mut command = data.consentinel();
        command.args(["knowledge", "update", "--config", &config]).env_remove("SSL_CERT_DIR");
        if let Some(root) = root {
            command.env("SSL_CERT_FILE", root);
        }
        let (code, _, err) = said(&mut command);
        (code, err)
    };
    let (code, err) = update(None);
    assert!(code == 3 && err.contains("ertificate"), "{err}");
    assert!(!data.kept("easylist.list").exists());
    let (code, err) = update(Some(&data.file("empty.pem", "")));
    assert!(code == 3 && err.contains("no certificates of authorities"), "{err}");
    let (code, err) = update(Some(&root));
    assert_eq!(code, 0, "{err}");
    assert!(data.kept("easylist.list").exists());
}
