use super::{BLANK, Findings, Level, style, topic};
use crate::design::{Design, Requirement};
use crate::text::Span;

/// An aspect: the word by which the notes name it, how a message names it, and what a design says of it.
const ASPECTS: &[(&str, &str, &[&str])] = &[
    (
        "transit",
        "encryption in transit",
        &[
            "https",
            "tls",
            "ssl",
            "mtls",
            "wss",
            "transit",
            "end to end encrypt*",
            "e2ee",
            "vpn",
            "dtls",
            "srtp",
        ],
    ),
    (
        "rest",
        "encryption at rest",
        &[
            "at rest",
            "kms",
            "aes*",
            "encrypted storage",
            "encrypted disk*",
            "encrypted volume*",
            "encrypted database*",
            "encrypted db*",
            "encrypted in the database",
            "encrypted in the db",
            "encrypted on disk",
            "disk encrypted",
            "disks encrypted",
            "disks are encrypted",
            "storage encrypted",
            "storage is encrypted",
            "database encrypted",
            "database is encrypted",
            "databases are encrypted",
            "db encrypted",
            "db is encrypted",
            "disk encryption",
            "database encryption",
            "db encryption",
            "storage encryption",
            "stored encrypted",
            "end to end encrypt*",
            "e2ee",
            "hashed",
            "bcrypt",
            "argon2",
            "tokeniz*",
        ],
    ),
    (
        "access",
        "who may access what",
        &[
            "authoris*",
            "authoriz*",
            "authenticat*",
            "auth",
            "authn",
            "authz",
            "rbac",
            "abac",
            "acl",
            "access control",
            "permission*",
            "jwt",
            "oauth*",
            "oidc",
            "saml",
            "api key",
            "presigned",
            "pre signed",
            "signed url",
            "token",
            "login",
            "log in",
            "role based",
            "least privilege",
            "session",
            "private",
            "owner",
            "only the",
            "members only",
            "only members",
            "invite only",
            "invited",
            "by invitation",
            "only people",
            "only users",
            "only those",
            "only who",
        ],
    ),
];

pub fn check(design: &Design, findings: &mut Findings) {
    let Some(quality) = design.knowledge.quality("security") else {
        return;
    };
    let techniques = &design.knowledge.qualities[quality].techniques;
    let noted = |word: &str| {
        techniques
            .iter()
            .any(|technique| crate::markdown::fold(technique).contains(word))
    };
    for (index, topic) in topic::laid_out(design) {
        let states = |requirement: &&Requirement| {
            requirement.qualities.contains(&quality) && !requirement.empty && is_general(design, requirement)
        };
        let Some(item) = topic::of(design, index, &design.requirements.non_functional).find(states) else {
            continue;
        };
        let words = topic::words(design, topic);
        let open =
            |(word, _, said): &&(&str, &str, &[&str])| noted(word) && topic::says(design, &words, said).is_none();
        let names: Vec<&str> = ASPECTS.iter().filter(open).map(|(_, name, _)| *name).collect();
        if names.is_empty() {
            continue;
        }
        let named = style::listed(&names);
        let blanks: Vec<String> = names.iter().map(|name| format!("{name}: {BLANK}")).collect();
        let edit = style::remark(design, item, &blanks.join(", "));
        let level = if findings.is_production() {
            Level::Warning
        } else {
            Level::Information
        };
        let each = if names.len() == 1 { "it" } else { "each" };
        findings
            .add(
                &item.span,
                format!("Security leaves {named} open: say how {each} is met"),
            )
            .level(level)
            .fix_all("Add what is open", vec![edit]);
    }
}

/// Whether words name any of the means by which an aspect is met: "only the sender" says what is wanted, not how.
pub fn is_met(design: &Design, words: &Span) -> bool {
    const WANTED: &[&str] = &["only the", "owner", "private", "session", "token"];
    let said = ASPECTS.iter().flat_map(|(.., said)| *said).copied();
    topic::speaks(design, words, said.filter(|phrase| !WANTED.contains(phrase)))
}

/// Requirements against fraud, spam or guessing are about something else.
fn is_general(design: &Design, item: &Requirement) -> bool {
    let words = topic::words_of(design, item.blocks.clone());
    let general = [
        "secur*",
        "encrypt*",
        "privacy",
        "confidential*",
        "sensitive",
        "protect*",
    ];
    topic::says(design, &words, &general).is_some()
}
