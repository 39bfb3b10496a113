//! Designs of any length in the layout of the notes, the same for the same length.

use std::fmt::Write;

const THINGS: &[&str] = &[
    "parcel", "listing", "booking", "invoice", "comment", "photo", "playlist", "route", "ticket", "channel", "review",
    "refund", "session", "courier", "locker", "message",
];
const ACTS: &[&str] = &[
    "create", "search", "view", "cancel", "share", "rate", "update", "export", "follow", "upload",
];
const TECHNOLOGIES: &[&str] = &[
    "Redis",
    "Kafka",
    "PostgreSQL",
    "Cassandra",
    "DynamoDB",
    "S3",
    "Elasticsearch",
    "RabbitMQ",
    "MySQL",
    "Flink",
    "Nginx",
    "etcd",
    "WebSocket",
    "gRPC",
];
const NEEDS: &[&str] = &[
    "because rows are read together with their neighbours",
    "to keep reads below 30 ms",
    "since a lost node must cost no data",
    "so that bursts of 20k rps do not reach the store",
    "as two rows change in one transaction",
];
const CLAUSES: &[&str] = &[
    "the leader appends the record to its log",
    "clients retry with jitter until the order is acknowledged",
    "a worker folds the counts of each hour into one row",
    "the gateway refuses what is past the quota of a tenant",
    "replicas in three zones answer reads that may be stale",
    "expired sessions are swept by a job at night",
];

/// Draws words, the same for the same seed.
struct Series(fastrand::Rng);

impl Series {
    fn below(&mut self, end: usize) -> usize {
        self.0.usize(..end)
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    fn choice(&mut self) -> String {
        let (technology, thing, need) = (self.of(TECHNOLOGIES), self.of(THINGS), self.of(NEEDS));
        match self.below(4) {
            0 => format!("We use {technology} for each {thing} {need}."),
            1 => format!("{technology} - {need}"),
            2 => format!("Store every {thing} in **{technology}**."),
            _ => format!(
                "Publish the {thing} to {technology}, not {}, {need}.",
                self.of(TECHNOLOGIES)
            ),
        }
    }

    fn prose(&mut self) -> String {
        format!(
            "When {}, {}; `{}_{}` keeps the place.",
            self.of(CLAUSES),
            self.of(CLAUSES),
            self.of(THINGS),
            self.below(90)
        )
    }
}

/// A design of about so many lines.
pub fn design(lines: usize) -> String {
    let mut series = Series(fastrand::Rng::with_seed(lines as u64));
    let mut text = String::from("# Design a parcel market\n\n## Functional Requirements\n\n");
    let some = (lines / 60).max(3);
    for _ in 0..some {
        let (act, thing, other) = (series.of(ACTS), series.of(THINGS), series.of(THINGS));
        let _ = writeln!(text, "- Users should be able to {act} a {thing} by its {other}");
    }
    text.push_str("\n## Non-Functional Requirements\n\n");
    for order in 0..some {
        let item = match order % 5 {
            0 => format!("Latency: p99 below {} ms", 100 + series.below(400)),
            1 => "Availability comes before consistency, 99.99 %".to_owned(),
            2 => format!("Throughput: {}k rps at peak", 1 + series.below(60)),
            3 => "Fault tolerance: the loss of a zone loses nothing".to_owned(),
            _ => "Security: TLS in transit, encrypted at rest".to_owned(),
        };
        let _ = writeln!(text, "- {item}");
    }
    text.push_str("\n## Core Entities\n\n");
    for thing in THINGS {
        let _ = writeln!(text, "- **{thing}**: id, owner, created_at");
    }
    text.push_str("\n## API Design\n\n");
    for _ in 0..some {
        let thing = series.of(THINGS);
        let _ = writeln!(
            text,
            "- `{} /{thing}s/{{id}}` returns the {thing}",
            series.of(&["GET", "POST", "DELETE"])
        );
    }
    for (title, until) in [("High Level Design", lines / 2), ("Deep Dive", lines)] {
        let _ = write!(text, "\n## {title}\n\n");
        let mut written = text.lines().count();
        while written < until {
            let (act, thing) = (series.of(ACTS), series.of(THINGS));
            let _ = write!(text, "### {act} a {thing}\n\n");
            written += 2;
            match series.below(10) {
                0..4 => {
                    let _ = write!(text, "{} {}\n{}\n\n", series.prose(), series.choice(), series.prose());
                    written += 3;
                }
                4..7 => {
                    for _ in 0..4 {
                        let _ = writeln!(
                            text,
                            "- **{} service**: {}\n  - {}",
                            series.of(THINGS),
                            series.choice(),
                            series.prose()
                        );
                    }
                    text.push('\n');
                    written += 9;
                }
                7..9 => {
                    text.push_str("| Part | Choice | Why |\n|---|---|---|\n");
                    for _ in 0..5 {
                        let row = (series.of(THINGS), series.of(TECHNOLOGIES), series.of(NEEDS));
                        let _ = writeln!(text, "| {} store | {} | {} |", row.0, row.1, row.2);
                    }
                    text.push('\n');
                    written += 8;
                }
                _ => {
                    let _ = write!(
                        text,
                        "```sql\nSELECT * FROM {thing}s WHERE owner = 7;\n```\n\n> {}\n\n",
                        series.prose()
                    );
                    written += 6;
                }
            }
        }
    }
    text
}
