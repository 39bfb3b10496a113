use super::{BLANK, Findings, decision, topic};
use crate::design::Design;

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
    for decision in decision::chosen(design) {
        if decision::core(design, decision.choice) != Some("store") || decision.block.level().is_some() {
            continue;
        }
        let technology = decision.choice.technology;
        let own = design
            .mentions
            .iter()
            .filter(|mention| mention.technology == technology && decision.choice.mentions.contains(&mention.span));
        let told = own
            .filter(|mention| {
                !matches!(
                    design.outline.blocks[mention.block].kind,
                    crate::markdown::Kind::Code { .. }
                )
            })
            .find_map(|mention| {
                let words = decision::sentence(design, mention);
                let large = topic::says(design, &words, LARGE)?;
                topic::says(design, &words, STORED)?;
                let block = &design.outline.blocks[mention.block];
                topic::says(design, &block.words, ABOUT)
                    .is_none()
                    .then_some((mention, large))
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
