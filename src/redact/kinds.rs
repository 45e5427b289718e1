//! Which text of the evidence is of which kind. A new field of the evidence needs a line here; until it has one it is
//! replaced whole, and a test names it.

/// What a text of the evidence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Our own words, names of hosts, types, versions, times: stays.
    Plain,
    /// Words for people, ours or the page's, and paths to elements: addresses within are replaced, and values that are
    /// known from elsewhere.
    Text,
    /// The name of a cookie or a storage key: stays but for values that are known from elsewhere.
    Name,
    /// A value: replaced token by token. That of a consent record keeps what identifies nobody.
    Value,
    /// What a consent interface says: what identifies nobody stays.
    Signal,
    /// An address: host and path stay, what identifies in the path and all values in query and fragment are replaced.
    Address,
    /// A `Set-Cookie` line or what was assigned to `document.cookie`: name and attributes stay.
    CookieLine,
    /// The value of a header, by its name beside it.
    Header,
    /// What was sent or received: replaced token by token, parameters of consent excepted.
    Body,
    /// A line of the log or an incident: what pages say is a value, what we say is text.
    Log,
    /// The key of what is stored, by its area beside it: a name, with an address or the key of a record behind it.
    Key,
    /// An address as it was given, perhaps without its scheme.
    Given,
    /// Address and port of a server: stays if it is one of the public internet, which says nothing of one's own network.
    Server,
}

use Kind::{Address, Body, CookieLine, Given, Header, Key, Log, Name, Plain, Server, Signal, Text, Value};

/// Kind by type and field, sorted by kind.
const TABLE: &[(Kind, &[&str])] = &[
    (
        Plain,
        &[
            "AddressPlace.address",
            "AddressPlace.country",
            "Alias.name",
            "Appearance.languages",
            "Appearance.time_zone",
            "Appearance.user_agent",
            "Blocked.reasons",
            "BrowserAbout.arguments",
            "BrowserAbout.product",
            "BrowserAbout.user_agent",
            "Control.decided_by",
            "Control.purpose",
            "Control.tag",
            "Cookie.domain",
            "Cookie.partition_key",
            "CookieWrite.date",
            "CookieWrite.request",
            "Defeat.hook",
            "Format.name",
            "Format.version",
            "Header.name",
            "HeldBackCookie.domain",
            "HeldBackCookie.reasons",
            "Interface.language",
            "Interface.picture",
            "Layer.language",
            "Layer.picture",
            "LayerCall.layer",
            "LogEntry.what",
            "Moment.page",
            "Moment.screenshot",
            "OwnHost.host",
            "Places.database",
            "PageWords.declared_language",
            "PlatformSeen.id",
            "PlatformSeen.name",
            "PolicyPage.found_by",
            "ProbeCall.member",
            "RecognisedLanguage.language",
            "Redacted.method",
            "Request.browsers_own",
            "Request.failed",
            "Request.id",
            "Request.kind",
            "Request.method",
            "Request.mime",
            "Request.remote",
            "Run.ended",
            "Run.knowledge",
            "Run.locale",
            "Run.masked",
            "Run.rules",
            "Run.started",
            "Run.system",
            "Run.time_zone",
            "Run.tool_version",
            "SentCookie.domain",
            "SentCookie.partition_key",
            "State.",
            "Step.by",
            "Step.picture",
            "StorageItem.origin",
            "StorageItem.worker_state",
            "StorageUnread.origin",
            "StorageWrite.origin",
            "Validator.header",
            "Vantage.country",
            "Vantage.how",
            "Visit.started",
            "Wire.protocol",
        ],
    ),
    (
        Text,
        &[
            "Choice.reason",
            "Control.hidden_because",
            "Control.name",
            "Control.selector",
            "Control.text",
            "Cookie.path",
            "DeclarationSource.place",
            "Declared.lifetime",
            "Declared.provider",
            "Declared.purpose",
            "Defeat.why",
            "Gate.control",
            "Gate.selector",
            "Gate.text",
            "Gathered.failed",
            "Gathered.ok",
            "Interface.phrases",
            "Interface.selector",
            "Interface.text",
            "Layer.opened_by",
            "Layer.text",
            "Link.by",
            "Link.text",
            "MissingState.why",
            "OwnHost.cut_short",
            "PageWords.names",
            "PageWords.signal_lines",
            "PlatformSeen.by",
            "PlatformSeen.fell_back",
            "Reached.detail",
            "Reached.title",
            "Reopened.because",
            "Reopened.text",
            "Saw.what",
            "Search.blind_spots",
            "SentCookie.path",
            "Step.text",
            "StorageUnread.why",
            "Visit.cut_short",
            "Wire.status_text",
        ],
    ),
    (
        Name,
        &[
            "Choice.record",
            "Cookie.name",
            "Declared.name",
            "Dismissal.record",
            "HeldBackCookie.name",
            "SentCookie.name",
            "StorageWrite.key",
        ],
    ),
    (Value, &["Cookie.value", "StorageItem.value", "Validator.value"]),
    (
        Signal,
        &[
            "LayerCall.call",
            "ProbeCall.arguments",
            "Signals.consent_mode",
            "Signals.google_state",
            "Signals.gpp",
            "Signals.gpp_events",
            "Signals.tcf",
            "Signals.tcf_events",
            "Signals.tcf_ping",
            "Signals.usp",
            "VendorCall.arguments",
        ],
    ),
    (
        Address,
        &[
            "Control.href",
            "CookieWrite.frame_url",
            "CookieWrite.url",
            "Defeat.url",
            "Initiator.url",
            "Interface.frame_url",
            "Link.url",
            "Moment.url",
            "Place.url",
            "PolicyPage.url",
            "PolicyText.url",
            "ProbeCall.frame_url",
            "Reached.final_url",
            "Request.document_url",
            "Request.frame_url",
            "Request.redirected_to",
            "Request.url",
            "Run.proxy",
            "Target.url",
            "Validator.url",
        ],
    ),
    (CookieLine, &["CookieWrite.raw"]),
    (Header, &["Header.value"]),
    (Body, &["Content.text", "Request.body", "SocketMessage.text"]),
    (Log, &["Incident.detail", "LogEntry.detail"]),
    (Key, &["StorageItem.key"]),
    (Given, &["Target.given"]),
    (Server, &["Names.asked"]),
];

/// The kind of a text by the type that it is a field of. `Gathered` of anything is one type.
pub fn kind(owner: &str, field: &str) -> Option<Kind> {
    let named = |name: &&str| name.split_once('.') == Some((owner, field));
    TABLE.iter().find(|(_, names)| names.iter().any(named)).map(|(kind, _)| *kind)
}

/// Every line of the table.
pub fn names() -> impl Iterator<Item = &'static str> {
    TABLE.iter().flat_map(|(_, names)| names.iter().copied())
}
