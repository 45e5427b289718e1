//! Templates of the user's own: what they see, what they cannot, and how they are told of mistakes.

use consentinel::report::*;

use super::every::attacked;
use crate::report_scene as scene;

fn template(name: &str, text: &str) -> Result<Template, TemplateFault> {
    let (own, text) = (name.to_owned(), text.to_owned());
    Template::read(name, move |asked| match asked {
        _ if asked == own => Ok(Some(text.clone())),
        "row.html" => Ok(Some("<td>{{ report.target.url }}</td>\n".to_owned())),
        "bad.html" => Ok(Some("one\n{{ nothing_there }}\n".to_owned())),
        "out.html" => Err("lies outside".to_owned()),
        _ => Ok(None),
    })
}

fn made(name: &str, text: &str, reports: &[Report]) -> Result<String, TemplateFault> {
    let exit = verdict(reports, DEFAULT_THRESHOLD, OnIncomplete::Fail);
    template(name, text)?.render(&Run::of(reports, &exit))
}

#[test]
fn a_template_has_the_reports_the_end_of_the_run_and_its_own_texts() {
    let reports = [scene::leaky().report(), scene::down().report()];
    let text =
        "{{ exit.code }}{% for report in reports %}{% include 'row.html' %}{% endfor %}{{ unjudged | length }}\n";
    let shop = &reports[0].target.url;
    let down = &reports[1].target.url;
    let shown = |url: &str| url.replace('/', "&#x2f;");
    let want = format!("1<td>{}</td>\n<td>{}</td>\n0\n", shown(shop), shown(down));
    assert_eq!(made("own.html", text, &reports).unwrap(), want);
    assert!(made("own.txt", "{{ reports[0] | tojson }}", &reports).unwrap().starts_with('{'));
}

#[test]
fn what_a_page_wrote_is_escaped_by_the_ending_and_commands_no_terminal() {
    let attack = "<script>alert(1)</script>\u{1b}[2J\u{202e}";
    let reports = [attacked(attack).report()];
    let all = "{% for report in reports %}{% for item in report.items %}{{ item.name }}\n{% endfor %}{% endfor %}";
    let html = made("own.html", all, &reports).unwrap();
    assert!(html.contains("&lt;script&gt;") && !html.contains("<script"), "{html}");
    let plain = made("own.txt", all, &reports).unwrap();
    assert!(plain.contains("<script>") && plain.chars().all(|c| c == '\n' || !is_unsafe(c)), "{plain:?}");
    let json = made("own.json", "{{ reports[0].items[0].name }}", &reports).unwrap();
    assert!(serde_json::from_str::<String>(&json).is_ok(), "{json}");
}

#[test]
fn mistakes_are_told_with_text_and_place() {
    let reports = [scene::leaky().report()];
    for (text, name, line, told) in [
        ("a\n{% for x in %}", "own.html", 2, "syntax"),
        ("a\nb\n{{ reports[0].tittle }}", "own.html", 3, "undefined"),
        ("{% include 'bad.html' %}", "bad.html", 2, "undefined"),
        ("\n{% include 'none.html' %}", "own.html", 2, "none.html"),
        ("\n\n{% include 'out.html' %}", "own.html", 3, "lies outside"),
    ] {
        let fault = made("own.html", text, &reports).unwrap_err();
        assert_eq!(fault.name, name, "{text:?}: {fault:?}");
        let (source, place) = (fault.text.clone().unwrap(), fault.place.clone().unwrap());
        assert_eq!(source[..place.start].matches('\n').count() + 1, line, "{text:?}: {fault:?}");
        assert!(fault.message.contains(told), "{text:?}: {fault:?}");
    }
}
