use super::{Findings, decision, topic};
use crate::design::Design;
use crate::text::Edit;

/// The server speaks.
const PUSHED: &[&str] = &[
    "push*",
    "notif*",
    "broadcast*",
    "live update*",
    "updates to",
    "stream* updates",
    "server to client",
    "real time update*",
    "score*",
    "alert*",
    "receive update*",
    "deliver* updates",
];
/// The client speaks too.
const ANSWERED: &[&str] = &[
    "chat*",
    "typing",
    "cursor*",
    "game",
    "player*",
    "collab*",
    "bidirectional*",
    "bi directional*",
    "two way",
    "both sides",
    "both ends",
    "both directions",
    "either side",
    "full duplex",
    "duplex",
    "bid",
    "bidding",
    "message*",
    "messaging",
    "signal*",
    "driver*",
    "rider*",
    "courier*",
    "location*",
    "gps",
    "heartbeat*",
    "ping",
    "edit*",
    "draw*",
    "presence",
    "client sends",
    "clients send",
    "users send",
    "sends to the server",
    "telemetry",
    "control*",
    "voice",
    "video call*",
    "ack*",
    "subscribe*",
    "vote*",
    "order*",
    "trade*",
    "trading",
    "answer*",
    "quiz",
    "comment*",
    "keystroke*",
    "sync*",
    "interactive",
];

pub fn check(design: &Design, findings: &mut Findings) {
    for decision in decision::named(design, "WebSocket") {
        let topic = &design.topics[decision.choice.topic];
        if topic::speaks(design, &topic::words(design, topic), ANSWERED.iter().copied()) {
            continue;
        }
        let mut blocks =
            decision::mentions(design, decision.choice).map(|mention| &design.outline.blocks[mention.block]);
        let Some(pushed) = blocks.find_map(|block| topic::says(design, &block.words, PUSHED)) else {
            continue;
        };
        let name = &design.text[decision.mention.span.clone()];
        let message = format!("`{name}` goes both ways and only the server speaks here: Server-Sent Events would do");
        let finding = findings.add(&decision.mention.span, message);
        finding.related(&design.outline.source(&pushed), "From the server to the client");
        let edit = |span: &crate::text::Span| Edit {
            span: span.clone(),
            text: "Server-Sent Events".to_owned(),
        };
        finding.fix_all(
            "Write Server-Sent Events",
            decision.choice.mentions.iter().map(edit).collect(),
        );
    }
}
