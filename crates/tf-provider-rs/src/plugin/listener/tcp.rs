//! A port of the loopback interface, in the range that the host gives.

use std::net::{Ipv4Addr, TcpListener};

use super::super::{Environment, StartError};

const MIN_PORT: &str = "PLUGIN_MIN_PORT";
const MAX_PORT: &str = "PLUGIN_MAX_PORT";

/// Listens on the first free port of the range; without a range, on any free port.
pub(super) fn bind(env: Environment<'_>) -> Result<TcpListener, StartError> {
    let min = port(MIN_PORT, env)?;
    let max = port(MAX_PORT, env)?;
    if min > max {
        return Err(StartError::PortRange { min, max });
    }
    let mut free = Err(StartError::PortRange { min, max });
    for port in min..=max {
        free = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .and_then(|listener| listener.set_nonblocking(true).map(|()| listener))
            .map_err(|source| StartError::NoFreePort { min, max, source });
        if free.is_ok() {
            break;
        }
    }
    free
}

/// 0, which lets the system choose, if the variable is not set.
fn port(variable: &'static str, env: Environment<'_>) -> Result<u16, StartError> {
    match env(variable).filter(|value| !value.is_empty()) {
        None => Ok(0),
        Some(value) => value
            .to_str()
            .and_then(|value| value.parse().ok())
            .ok_or_else(|| StartError::Port { variable, value: value.to_string_lossy().into_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;

    fn bind_between(min: &str, max: &str) -> Result<TcpListener, StartError> {
        bind(&|name| Some(OsString::from(if name == MIN_PORT { min } else { max })))
    }

    #[test]
    fn without_a_range_any_free_port_of_the_loopback_interface_is_taken() {
        let address = bind(&|_| None).unwrap().local_addr().unwrap();
        assert_eq!(address.ip(), Ipv4Addr::LOCALHOST);
        assert_ne!(address.port(), 0);
    }

    #[test]
    fn a_port_that_is_taken_is_passed_over() {
        let (taken, next) = two_ports_in_a_row();
        let port = taken.local_addr().unwrap().port();
        drop(next);
        let listener = bind_between(&port.to_string(), &(port + 1).to_string()).unwrap();
        assert_eq!(listener.local_addr().unwrap().port(), port + 1);
    }

    #[test]
    fn a_range_without_a_free_port_is_an_error_that_names_it() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port().to_string();
        let error = bind_between(&port, &port).unwrap_err().to_string();
        assert!(error.starts_with(&format!("no port of 127.0.0.1 from {port} to {port} is free: ")), "{error}");
    }

    #[test]
    fn a_range_that_is_none_is_refused() {
        for (min, max, text) in [
            ("11", "10", "PLUGIN_MIN_PORT (11) is greater than PLUGIN_MAX_PORT (10)."),
            ("ten", "10", "PLUGIN_MIN_PORT is \"ten\". It must be a port number from 0 to 65535."),
            ("1", "65536", "PLUGIN_MAX_PORT is \"65536\". It must be a port number from 0 to 65535."),
        ] {
            assert_eq!(bind_between(min, max).unwrap_err().to_string(), text);
        }
    }

    fn two_ports_in_a_row() -> (TcpListener, TcpListener) {
        loop {
            let first = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
            let port = first.local_addr().unwrap().port();
            if let Some(Ok(second)) = port.checked_add(1).map(|next| TcpListener::bind((Ipv4Addr::LOCALHOST, next))) {
                return (first, second);
            }
        }
    }
}
