//! The API server's name and addresses, for what resolves names while the Region cannot be reached.

use std::net::Ipv4Addr;

/// Lines for `/etc/hosts`, one for each address.
#[must_use]
pub fn hosts_file(host: &str, addresses: &[Ipv4Addr]) -> String {
    addresses.iter().map(|address| format!("{address} {host}\n")).collect()
}

/// Records for the zone file of a DNS server, one for each address, with the zone's own time to live.
///
/// Source: RFC 1035, section 5.
#[must_use]
pub fn zone_file(host: &str, addresses: &[Ipv4Addr]) -> String {
    addresses.iter().map(|address| format!("{host}. IN A {address}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_address_has_a_line() {
        let addresses = ["10.0.3.10", "10.0.3.11"].map(|address| address.parse().unwrap());
        assert_eq!(hosts_file("api.example", &addresses), "10.0.3.10 api.example\n10.0.3.11 api.example\n");
        assert_eq!(zone_file("api.example", &addresses), "api.example. IN A 10.0.3.10\napi.example. IN A 10.0.3.11\n");
    }
}
