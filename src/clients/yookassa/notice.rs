//! Notices that YooKassa sends when something changed. They are not signed: a notice is a hint to look,
//! and its words are not believed.

use std::{net::IpAddr, sync::LazyLock};

use ipnet::IpNet;
use serde::Deserialize;

/// Where YooKassa sends notices from.
const NETWORKS: [&str; 7] = [
    "185.71.76.0/27",
    "185.71.77.0/27",
    "77.75.153.0/25",
    "77.75.154.128/25",
    "77.75.156.11/32",
    "77.75.156.35/32",
    "2a02:5180::/32",
];

static PARSED: LazyLock<Vec<IpNet>> = LazyLock::new(|| {
    NETWORKS
        .iter()
        .filter_map(|network| network.parse().ok())
        .collect()
});

/// Whether YooKassa sends notices from this address.
#[must_use]
pub fn is_from_yookassa(address: IpAddr) -> bool {
    let address = address.to_canonical();
    PARSED.iter().any(|network| network.contains(&address))
}

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A payment.
    Payment,
    /// A refund.
    Refund,
    /// A payout.
    Payout,
    /// Something that we do not use.
    Other,
}

/// A hint: look at this object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The event's name, such as `payment.succeeded`.
    pub event: String,
    /// What it is about.
    pub subject: Subject,
    /// Id of the object.
    pub object_id: String,
}

impl Notice {
    /// Reads a body; none when it is no notice.
    #[must_use]
    pub fn read(body: &[u8]) -> Option<Self> {
        #[derive(Deserialize)]
        struct Body {
            event: String,
            object: Object,
        }
        #[derive(Deserialize)]
        struct Object {
            id: String,
        }
        let body: Body = serde_json::from_slice(body).ok()?;
        let subject = match body.event.split('.').next() {
            Some("payment") => Subject::Payment,
            Some("refund") => Subject::Refund,
            Some("payout") => Subject::Payout,
            _ => Subject::Other,
        };
        Some(Self {
            subject,
            event: body.event,
            object_id: body.object.id,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edges_of_the_networks_are_where_they_should_be() {
        assert_eq!(PARSED.len(), NETWORKS.len());
        let cases = [
            ("185.71.76.31", true),
            ("185.71.76.32", false),
            ("77.75.153.127", true),
            ("77.75.153.128", false),
            ("77.75.154.127", false),
            ("77.75.154.128", true),
            ("77.75.156.11", true),
            ("77.75.156.12", false),
            ("77.75.156.35", true),
            ("::ffff:77.75.156.11", true),
            ("2a02:5180::1", true),
            ("2a02:5181::1", false),
            ("127.0.0.1", false),
        ];
        for (address, is_theirs) in cases {
            let address = address.parse().unwrap();
            assert_eq!(is_from_yookassa(address), is_theirs, "{address}");
        }
    }

    #[test]
    fn a_notice_is_its_event_and_the_id_of_the_object() {
        let body = br#"{"type": "notification", "event": "refund.succeeded",
            "object": {"id": "r-1", "payment_id": "p-1", "status": "succeeded"}}"#;
        let notice = Notice::read(body).unwrap();
        assert_eq!(notice.subject, Subject::Refund);
        assert_eq!(notice.object_id, "r-1");
        let other = br#"{"event": "deal.closed", "object": {"id": "d"}}"#;
        assert_eq!(Notice::read(other).unwrap().subject, Subject::Other);
        for body in ["", "{}", "[]", r#"{"event": "payment.succeeded"}"#, "\u{0}"] {
            assert_eq!(Notice::read(body.as_bytes()), None, "{body}");
        }
    }
}
