"""The process: keep-alive, speed, TLS, and that it never outlives its parent."""

import http.client
import json
import re
import signal
import socket
import subprocess
import sys
import time

import boto3
import pytest
from conftest import ROOT, start_process


def test_a_connection_serves_many_requests(sim):
    connection = http.client.HTTPConnection(sim.endpoint.removeprefix("http://"), timeout=5)
    connection.request("GET", "/_sim/health")
    connection.getresponse().read()
    first = connection.sock
    for _ in range(10):
        connection.request("GET", "/_sim/health")
        connection.getresponse().read()
    assert connection.sock is first


def test_a_describe_is_quick(sim):
    sim.active_cluster()
    for _ in range(200):
        sim.raw("GET", "/clusters/my-cluster").read()
    times = sorted(
        entry["milliseconds"] for entry in sim.control("GET", "requests?operation=DescribeCluster")["requests"]
    )
    assert times[len(times) // 2] < 3, "median of the time inside the simulator"


def test_chunked_bodies_and_connection_close(sim):
    connection = http.client.HTTPConnection(sim.endpoint.removeprefix("http://"), timeout=5)
    connection.request(
        "POST", "/_sim/clock", body=iter([b'{"adv', b'ance": 5}']), headers={"Connection": "close"}, encode_chunked=True
    )
    answer = connection.getresponse()
    assert json.load(answer)["offset"] == 5


def test_only_the_loopback_is_served(sim):
    port = int(sim.endpoint.rsplit(":", 1)[1])
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.2", port), timeout=1)


@pytest.mark.parametrize("end", ["stdin", "sigterm"])
def test_the_process_ends_with_its_parent_or_by_signal(tmp_path, end):
    process, facts = start_process(tmp_path)
    assert facts["pid"] == process.pid and "vpc_id" not in facts, "nothing is seeded unless asked for"
    if end == "stdin":
        process.stdin.close()
    else:
        process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=5) == 0


def test_tls_with_a_certificate_of_a_private_authority(tmp_path):
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    _make_certificate(certificate, key)
    process, facts = start_process(tmp_path, "--seed", "--cert", str(certificate), "--key", str(key))
    try:
        assert facts["endpoint"].startswith("https://127.0.0.1:")
        eks = boto3.client(
            "eks",
            endpoint_url=facts["endpoint"],
            region_name="us-west-2",
            aws_access_key_id="AKIASIMULATEDKEY0001",
            aws_secret_access_key="x",
            verify=str(certificate),
        )
        assert eks.list_clusters()["clusters"] == []
    finally:
        process.stdin.close()
        process.wait(timeout=5)


def test_a_wrong_setting_is_refused_at_the_start(tmp_path):
    command = [sys.executable, "-m", "eks_outpost_simulator", "--set", "speed=9"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30)
    assert done.returncode != 0 and "there is no setting 'speed'" in done.stderr


def test_the_rules_are_counted():
    done = subprocess.run(
        [sys.executable, "-m", "eks_outpost_simulator", "rules", "--list"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
    )
    counts = re.fullmatch(
        r"(\d+) rules: (\d+) \[model\], (\d+) \[doc\], (\d+) \[field\], (\d+) \[guess\]", done.stdout.splitlines()[0]
    )
    total, *parts = map(int, counts.groups())
    assert total == sum(parts) == len(done.stdout.splitlines()) - 1 and all(parts)


def test_many_connections_at_once(sim):
    sockets = []
    for _ in range(50):
        connection = http.client.HTTPConnection(sim.endpoint.removeprefix("http://"), timeout=10)
        connection.request("GET", "/_sim/health")
        sockets.append(connection)
    before = time.monotonic()
    assert all(connection.getresponse().status == 200 for connection in sockets)
    assert time.monotonic() - before < 5


def _make_certificate(certificate, key):
    import datetime
    import ipaddress

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    def name(text):
        return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])

    def build(subject, public, issuer, signer, authority):
        now = datetime.datetime.now(datetime.timezone.utc)
        builder = (
            x509.CertificateBuilder()
            .subject_name(name(subject))
            .issuer_name(name(issuer))
            .public_key(public)
            .serial_number(x509.random_serial_number())
        )
        builder = builder.not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(
            now + datetime.timedelta(days=1)
        )
        builder = builder.add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        builder = builder.add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        return builder.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    ca_key, leaf_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    leaf = build("simulator", leaf_key.public_key(), "test authority", ca_key, False)
    certificate.write_bytes(leaf + build("test authority", ca_key.public_key(), "test authority", ca_key, True))
    key.write_bytes(
        leaf_key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
