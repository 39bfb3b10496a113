use super::{Findings, style, topic};
use crate::design::{Design, Requirement};
use crate::knowledge::Part;

struct Field {
    /// What the design deals in.
    name: &'static str,
    /// The rules that it falls under.
    law: &'static str,
    /// The words that tell, in two places at least.
    words: &'static [&'static str],
    /// What answers it, anywhere in the design.
    answers: &'static [&'static str],
}

const FIELDS: &[Field] = &[
    Field {
        name: "card payments",
        law: "PCI DSS",
        words: &[
            "payment",
            "credit card",
            "card payment",
            "card number",
            "checkout",
            "merchant",
        ],
        answers: &[
            "pci*",
            "tokeniz*",
            "payment gateway",
            "payment provider",
            "payment processor",
            "third party",
            "stripe",
            "paypal",
            "adyen",
            "braintree",
            "razorpay",
            "psp",
            "no external payment*",
            "no online payment*",
            "no real payment*",
            "no real money",
            "simulated payment*",
            "mock payment*",
            "cash only",
            "who paid",
        ],
    },
    Field {
        name: "health records",
        law: "HIPAA",
        words: &[
            "patient",
            "health record",
            "medical",
            "prescription",
            "clinic",
            "doctor",
        ],
        answers: &["hipaa", "gdpr"],
    },
    Field {
        name: "personal data of people in the EU",
        law: "GDPR",
        words: &["european user", "eu user", "eu citizen", "personal data", "pii"],
        answers: &["gdpr", "right to be forgotten", "data residency"],
    },
    Field {
        name: "children",
        law: "COPPA",
        words: &["children", "kid", "pupil", "minor"],
        answers: &["coppa", "gdpr", "parental"],
    },
    Field {
        name: "brokerage or bank accounts",
        law: "KYC and audit",
        words: &[
            "brokerage",
            "bank account",
            "stock trad*",
            "securities",
            "trading",
            "money transfer",
            "remittance",
        ],
        answers: &["kyc", "aml", "audit*", "regulat*", "finra", "sec", "mifid", "complian*"],
    },
];

pub fn check(design: &Design, findings: &mut Findings) {
    let Some(quality) = design.knowledge.quality("compliance") else {
        return;
    };
    for (index, topic) in topic::laid_out(design) {
        let requirements = &design.requirements;
        let stated = |requirement: &Requirement| {
            requirement.qualities.contains(&quality) || topic::qualities(design, &requirement.words).contains(&quality)
        };
        let mut all = topic::of(design, index, &requirements.non_functional).chain(topic::of(
            design,
            index,
            &requirements.out_of_scope,
        ));
        let section = topic::sections(design, index, Part::NonFunctional).find(|section| !section.empty);
        let Some(section) = section.filter(|section| !all.any(stated) && !topic::is_picture(design, section)) else {
            continue;
        };
        let words = topic::words(design, topic);
        let field = FIELDS.iter().find(|field| {
            topic::places(design, index, field.words).len() > 1 && topic::says(design, &words, field.answers).is_none()
        });
        let Some(field) = field else { continue };
        let Field { name, law, .. } = field;
        let finding = findings.add(
            &section.heading,
            format!(
                "The design deals in {name} and says nothing of {law}: state what it asks for, or put it out of scope"
            ),
        );
        for place in topic::places(design, index, field.words) {
            finding.related(&place, format!("This speaks of {name}"));
        }
        let label = design.knowledge.qualities[quality].label().to_owned();
        let entry = (label, format!("{law}: {}", super::BLANK));
        finding.fix_all(
            format!("Add a requirement on {law}"),
            vec![style::entries(design, section, &[entry])],
        );
    }
}
