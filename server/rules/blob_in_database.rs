use super::{BLANK, Findings, decision, topic};
use crate::design::{Design, Mention};
use crate::text::Span;

/// Large things.
const LARGE: &[&str] = &[
    "image",
    "video",
    "photo",
    "picture",
    "audio",
    "media file",
    "binary file",
    "attachment",
    "raw file",
    "file content",
    "media content",
    "recording",
];
/// They are put somewhere.
const STORED: &[&str] = &[
    "store*",
    "stored",
    "storing",
    "save*",
    "saving",
    "kept",
    "keep*",
    "hold*",
    "persist*",
    "written to",
    "goes to",
    "go to",
];
/// Only what tells about them is.
const ABOUT: &[&str] = &[
    "metadata",
    "meta data",
    "url",
    "uri",
    "link",
    "key",
    "path",
    "reference",
    "pointer",
    "id",
    "ids",
    "info",
    "information",
    "location",
    "table",
    "record",
    "index*",
    "count*",
    "like",
    "view",
    "comment*",
    "status",
    "detail*",
    "attribute*",
    "tag*",
    "s3",
    "blob",
    "object stor*",
    "cdn",
    "bucket",
    "not",
    "never",
    "instead*",
    "thumbnail* url",
    "cache*",
    "embedding*",
    "hash*",
    "feed*",
    "data about",
];

pub fn check(design: &Design, findings: &mut Findings) {
    let large = design.outline.blocks_with(LARGE);
    for decision in decision::chosen(design) {
        if decision::core(design, decision.choice) != Some("store") || decision.block.level().is_some() {
            continue;
        }
        let told = decision::mentions(design, decision.choice).find_map(|mention| {
            let block = &design.outline.blocks[mention.block];
            let drawn = matches!(block.kind, crate::markdown::Kind::Code { .. });
            if drawn || large.binary_search(&mention.block).is_err() {
                return None;
            }
            let large = stored(design, mention)?;
            (!topic::speaks(design, &block.words, ABOUT.iter().copied())).then_some((mention, large))
        });
        let Some((mention, large)) = told else { continue };
        let name = &design.text[mention.span.clone()];
        let thing = design.outline.words[large.clone()].to_lowercase();
        let message =
            format!("`{thing}` is large for `{name}`: keep the bytes in blob storage, and their address here");
        let finding = findings.add(&mention.span, message);
        finding.related(&design.outline.source(&large), "What is large");
        let edit = decision::append(design, mention, &format!(" (the address only; the bytes in {BLANK})"));
        finding.fix("Say where the bytes are", &edit.span, edit.text);
    }
}

/// The large thing that a sentence puts into what is mentioned: "videos are stored in MySQL", "MySQL holds the videos".
fn stored(design: &Design, mention: &Mention) -> Option<Span> {
    const FAR: usize = 8;
    let sentence = decision::sentence(design, mention);
    let near = |between: &Span| {
        let text = &design.outline.words[between.clone()];
        let plain = text.split_whitespace().count() <= FAR && !text.contains([',', ':', '(']);
        plain && topic::speaks(design, between, STORED.iter().copied())
    };
    let before = topic::says(design, &(sentence.start..mention.words.start), LARGE);
    let before = before.filter(|large| near(&(large.end..mention.words.start)));
    before.or_else(|| {
        let large = topic::says(design, &(mention.words.end..sentence.end), LARGE)?;
        near(&(mention.words.end..large.start)).then_some(large)
    })
}
