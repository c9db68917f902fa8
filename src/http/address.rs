//! Where a request really comes from.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::{
    extract::ConnectInfo,
    http::{Extensions, HeaderMap},
};
use ipnet::IpNet;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// The client's address: the peer, or what a proxy of ours says about it.
///
/// `X-Forwarded-For` is read from the right, as far as the hops are proxies of ours: whatever stands
/// further left was written by the client.
#[must_use]
pub fn of(extensions: &Extensions, headers: &HeaderMap, proxies: &[IpNet]) -> IpAddr {
    let mut address = extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |info| {
            info.0.ip().to_canonical()
        });
    let hops: Vec<&str> = headers
        .get_all(FORWARDED_FOR)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    for hop in hops.into_iter().rev() {
        if !proxies.iter().any(|network| network.contains(&address)) {
            break;
        }
        let Some(next) = parse(hop.trim()) else { break };
        address = next;
    }
    address
}

/// An address with or without a port.
fn parse(hop: &str) -> Option<IpAddr> {
    let address = hop
        .parse::<IpAddr>()
        .or_else(|_| hop.parse::<SocketAddr>().map(|address| address.ip()))
        .or_else(|_| hop.trim_matches(['[', ']']).parse::<IpAddr>())
        .ok()?;
    Some(address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &[&'static str]) -> String {
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(peer.parse::<SocketAddr>().unwrap()));
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append(FORWARDED_FOR, value.parse().unwrap());
        }
        let proxies = ["10.0.0.0/8".parse().unwrap(), "fd00::/8".parse().unwrap()];
        of(&extensions, &headers, &proxies).to_string()
    }

    #[test]
    fn a_stranger_cannot_choose_an_address() {
        assert_eq!(seen("203.0.113.5:1000", &["198.51.100.1"]), "203.0.113.5");
        assert_eq!(seen("[::ffff:203.0.113.5]:1000", &[]), "203.0.113.5");
    }

    #[test]
    fn behind_proxies_the_last_hop_that_is_not_ours_counts() {
        assert_eq!(
            seen("10.0.0.1:1", &["198.51.100.1, 203.0.113.5"]),
            "203.0.113.5"
        );
        assert_eq!(
            seen("10.0.0.1:1", &["1.1.1.1, 203.0.113.5, 10.2.2.2"]),
            "203.0.113.5"
        );
        assert_eq!(
            seen("10.0.0.1:1", &["1.1.1.1", "203.0.113.5:4711"]),
            "203.0.113.5"
        );
        assert_eq!(seen("[fd00::1]:1", &["[2001:db8::7]:80"]), "2001:db8::7");
        assert_eq!(seen("10.0.0.1:1", &["10.3.3.3"]), "10.3.3.3");
    }

    #[test]
    fn what_cannot_be_read_ends_the_search() {
        assert_eq!(seen("10.0.0.1:1", &["203.0.113.5, unknown"]), "10.0.0.1");
        assert_eq!(seen("10.0.0.1:1", &[]), "10.0.0.1");
    }
}
