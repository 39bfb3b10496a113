//! What is a quantity, and what it says.

use draftsman::knowledge::Knowledge;
use draftsman::quantities::{self, Comparison, Dimension, Quantity};
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(Knowledge::embedded);

fn find(text: &str) -> Vec<Quantity> {
    quantities::find(text, &[], KNOWLEDGE.units())
}

/// `text [dimension value(-upper) /per =of @percentile comparison !vague]`, one for each quantity.
fn said(text: &str) -> Vec<String> {
    find(text)
        .iter()
        .map(|quantity| {
            let dimension = format!("{:?}", quantity.dimension).to_lowercase();
            let mut said = format!(
                "{} [{dimension} {}",
                &text[quantity.span.clone()],
                short(quantity.value)
            );
            if let Some(upper) = quantity.upper {
                said += &format!("..{}", short(upper));
            }
            if let Some(per) = quantity.per {
                said += &format!(" /{per}s");
            }
            if let Some(each) = &quantity.each {
                said += &format!(" each {}", &text[each.clone()]);
            }
            if let Some(of) = &quantity.of {
                said += &format!(" of {}", &text[of.clone()]);
            }
            if let Some(percentile) = quantity.percentile {
                said += &format!(" p{}", short(percentile));
            }
            said += match quantity.comparison {
                Comparison::Exactly => "",
                Comparison::AtMost => " <",
                Comparison::AtLeast => " >",
                Comparison::About => " ~",
            };
            said += if quantity.vague { " vague" } else { "" };
            said += if quantity.bits { " bits" } else { "" };
            said += if quantity.is_target() { "]" } else { " idle]" };
            said
        })
        .collect()
}

fn short(value: f64) -> String {
    let rounded = (value * 1e9).round() / 1e9;
    if rounded >= 1e6 {
        format!("{rounded:e}")
    } else {
        rounded.to_string()
    }
}

#[test]
fn numbers_have_a_value_a_unit_and_what_they_count() {
    let cases: &[(&str, &[&str])] = &[
        ("Latency < 200 ms", &["200 ms [duration 0.2 <]"]),
        ("99.99 % uptime", &["99.99 % [share 0.9999]"]),
        ("99.9% available", &["99.9% [share 0.999]"]),
        ("99,99% of the year", &["99,99% [share 0.9999]"]),
        (
            "1,5 s at most, 0,25 MB",
            &["1,5 s [duration 1.5 <]", "0,25 MB [bytes 250000]"],
        ),
        ("five nines", &["five nines [share 0.99999]"]),
        ("4 nines, or 3 9s", &["4 nines [share 0.9999]", "3 9s [share 0.999]"]),
        ("100M DAU", &["100M DAU [count 1e8 of DAU]"]),
        (
            "100 million daily active users",
            &["100 million [count 1e8 of daily active users]"],
        ),
        ("Scale to 10M+ users", &["10M+ [count 1e7 of users >]"]),
        ("10k rps", &["10k rps [count 10000 /1s of rps]"]),
        (
            "10,000 redirects per second, answered by 302 redirects",
            &["10,000 [count 10000 /1s of redirects]"],
        ),
        ("10Krps at peak", &["10Krps [count 10000 /1s of rps]"]),
        (
            "SQL - 5k upto 10k rps on spikes",
            &["5k upto 10k rps [count 5000..10000 /1s of rps]"],
        ),
        ("5-10k QPS", &["5-10k QPS [count 5000..10000 /1s of QPS]"]),
        ("between 100 and 200 ms", &["100 and 200 ms [duration 0.1..0.2]"]),
        ("kept for 5 years", &["5 years [duration 1.5768e8]"]),
        ("1.5 TB of storage", &["1.5 TB [bytes 1.5e12]"]),
        ("10^9 users", &["10^9 [count 1e9 of users]"]),
        ("2 × 10^6 rows", &["2 × 10^6 [count 2e6 of rows]"]),
        ("10⁹ rows", &["10⁹ [count 1e9 of rows]"]),
        ("1e6 keys", &["1e6 [count 1e6 of keys]"]),
        ("10.000 guests at once", &["10.000 [count 10000 of guests]"]),
        ("2.500 requests per second", &["2.500 [count 2500 /1s of requests]"]),
        ("1.500.000 letters", &["1.500.000 [count 1.5e6 of letters]"]),
        (
            "2.500 ms, 1.500 GB",
            &["2.500 ms [duration 0.0025]", "1.500 GB [bytes 1.5e9]"],
        ),
        ("1,000,000 messages", &["1,000,000 [count 1e6 of messages]"]),
        ("10,00,000 messages", &["10,00,000 [count 1e6 of messages]"]),
        ("2 lakh orders a day", &["2 lakh [count 200000 /86400s of orders]"]),
        ("1 crore users", &["1 crore [count 1e7 of users]"]),
        ("5 MB, 8 Mb", &["5 MB [bytes 5e6]", "8 Mb [bytes 1e6 bits]"]),
        (
            "a link of 8 Mbps or 1 MBps",
            &["8 Mbps [bytes 1e6 /1s bits]", "1 MBps [bytes 1e6 /1s]"],
        ),
        ("100K/s", &["100K [count 100000 /1s]"]),
        ("5k writes/s", &["5k [count 5000 /1s of writes]"]),
        ("10,000 clicks per second", &["10,000 [count 10000 /1s of clicks]"]),
        ("5 posts per user per day", &["5 [count 5 /86400s each user of posts]"]),
        ("10 requests/user/day", &["10 [count 10 /86400s each user of requests]"]),
        (
            "600K couriers online × 1 ping/3s = 200K writes/s",
            &[
                "600K [count 600000 of couriers online]",
                "1 [count 1 /3s of ping]",
                "200K [count 200000 /1s of writes]",
            ],
        ),
        ("p99 < 200ms", &["200ms [duration 0.2 p99 <]"]),
        ("200 ms (p95)", &["200 ms [duration 0.2 p95]"]),
        ("300 ms at the 99th percentile", &["300 ms [duration 0.3 p99]"]),
        ("99% of requests within 1s", &["1s [duration 1 p99 <]"]),
        ("sub-second search", &["sub-second [duration 1 < vague]"]),
        ("a match in less than a minute", &["a minute [duration 60 < vague]"]),
        ("within an hour of a sale", &["an hour [duration 3600 < vague]"]),
        ("a minute later", &[]),
        ("Sub-500ms results", &["500ms [duration 0.5 <]"]),
        (
            "single-digit millisecond reads",
            &["single-digit millisecond [duration 0.01 < vague]"],
        ),
        ("millions of users", &["millions [count 1e6 of users vague]"]),
        (
            "hundreds of thousands of viewers",
            &["hundreds of thousands [count 100000 of viewers vague]"],
        ),
        (
            "millions of daily video uploads",
            &["millions [count 1e6 /86400s of video uploads vague]"],
        ),
        ("a billion rows", &["billion [count 1e9 of rows]"]),
        ("read to write 100:1", &["100:1 [ratio 100]"]),
        ("read to write 100 : 1", &["100 : 1 [ratio 100]"]),
        ("Step 2 : 10 users", &["10 [count 10 of users]"]),
        ("an 80/20 split", &["80/20 [ratio 4]"]),
        ("10x traffic", &["10x [ratio 10]"]),
        ("10–100× spikes", &["10–100× [ratio 10..100]"]),
        ("$0.023 per GB", &["$0.023 [money 0.023 each GB]"]),
        ("about $1.5M a year", &["$1.5M [money 1.5e6 /31536000s ~]"]),
        ("~300 requests per second", &["300 [count 300 /1s of requests ~]"]),
        ("max 280 characters", &["280 [count 280 of characters <]"]),
        ("at least 3 replicas", &["3 [count 3 of replicas >]"]),
        (
            "5m active users, 5m timeout",
            &["5m [count 5e6 of active users]", "5m [duration 300]"],
        ),
        ("1B users and a 64B key", &["1B [count 1e9 of users]", "64B [bytes 64]"]),
        ("ten seconds", &["ten seconds [duration 10]"]),
        (
            "100k notifications/minute",
            &["100k [count 100000 /60s of notifications]"],
        ),
        ("availability-99.9%", &["99.9% [share 0.999]"]),
        ("2000 users", &["2000 [count 2000 of users]"]),
        (
            "256-bit keys of 3 types",
            &["256-bit [bytes 32 bits idle]", "3 [count 3 of types idle]"],
        ),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| said(text) != *expected)
        .map(|(text, expected)| format!("{text}\n  found    {:?}\n  expected {expected:?}", said(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_versions_and_dates_are_no_quantities() {
    for text in [
        "S3, EC2 and Route53",
        "HTTP 404 or a 302 redirect",
        "200 OK",
        "TLS 1.2 and HTTP/2",
        "OAuth 2.0 tokens",
        "v2 of the API, version 3",
        "FR-1 and NFR-12, FR 3",
        "in 2024 we moved",
        "2020-2024",
        "2024-01-15T10:30",
        "12/25/2024",
        "at 10:30",
        "24/7",
        "release 1.4.2",
        "at 192.168.100.200",
        "SHA-256, UTF-8, base62",
        "#123",
        "step 3 of the flow",
        "two services",
        "1:1 chat and 1:N relations",
        "a Redis 7 cluster",
        "the 2nd node",
        "second thoughts",
        "k8s",
        "5xx",
        "",
    ] {
        assert_eq!(said(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn figures_stay_within_their_line_and_out_of_addresses() {
    assert_eq!(said("100\nms"), Vec::<String>::new());
    assert_eq!(said("10 users\tper day"), ["10 [count 10 of users]"]);
    let text = "see https://example.org/100ms 5 ms";
    let address = 4..29;
    let found = quantities::find(text, std::slice::from_ref(&address), KNOWLEDGE.units());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].dimension, Dimension::Duration);
}

#[test]
fn any_text_is_read_on_character_boundaries() {
    let alphabet: Vec<char> = "0123456789 .,:/-–×%~<$€kKmMBsx+^⁹µé\n\tper millions of sub-p"
        .chars()
        .collect();
    let mut state = 7_u64;
    for _ in 0..4000 {
        let text: String = (0..24)
            .map(|_| {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                alphabet[usize::try_from(state >> 33).unwrap_or(0) % alphabet.len()]
            })
            .collect();
        for quantity in find(&text) {
            assert!(
                text.get(quantity.span.clone()).is_some_and(|text| !text.contains('\n')),
                "{text:?}"
            );
            assert!(quantity.value.is_finite(), "{text:?}");
        }
    }
}
