use super::{Findings, decision, topic};
use crate::design::Design;
use crate::text::Edit;

/// The client speaks over the channel.
const ANSWERED: &[&str] = &[
    "chat",
    "typing",
    "cursor*",
    "bidirectional*",
    "bi directional*",
    "two way",
    "full duplex",
    "both directions",
    "clients send",
    "client sends",
    "users send",
    "send and receive",
    "sends and receives",
    "player* move*",
    "keystroke*",
];
/// It does so by another way.
const APART: &[&str] = &[
    "post",
    "http",
    "rest",
    "request*",
    "separate*",
    "websocket*",
    "not",
    "no",
    "instead*",
    "unlike",
    "one way",
    "only",
];

pub fn check(design: &Design, findings: &mut Findings) {
    for decision in decision::named(design, "Server-Sent Events") {
        let topic = decision.choice.topic;
        if decision::named(design, "WebSocket").any(|other| other.choice.topic == topic) {
            continue;
        }
        let sentence = decision::sentence(design, decision.mention);
        let Some(answered) = topic::says(design, &sentence, ANSWERED) else {
            continue;
        };
        if topic::says(design, &decision.block.words, APART).is_some() {
            continue;
        }
        let name = &design.text[decision.mention.span.clone()];
        let message =
            format!("`{name}` goes from the server to the client only: say how the client answers, or use WebSocket");
        let finding = findings.add(&decision.mention.span, message);
        finding.related(&design.outline.source(&answered), "Here the client speaks too");
        let edit = |span: &crate::text::Span| Edit {
            span: span.clone(),
            text: "WebSocket".to_owned(),
        };
        finding.fix_all("Write WebSocket", decision.choice.mentions.iter().map(edit).collect());
    }
}
