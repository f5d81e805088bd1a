"""Reads a document on standard input with a parser that no one here wrote, and shows as JSON what it says."""

import email
import json
import shlex
import sys
import tomllib

import yaml


def mime(text):
    """As cloud-init reads it: Python's own parser, and the decoded payload of each part."""
    message = email.message_from_string(text)
    assert message.is_multipart(), "not a message of several parts"
    assert not message.defects, message.defects
    parts = []
    for part in message.get_payload():
        assert not part.defects, part.defects
        body = part.get_payload(decode=True).decode(part.get_content_charset() or "ascii")
        read = list(yaml.safe_load_all(body)) if part.get_content_type() == "application/node.eks.aws" else body
        parts.append({"type": part.get_content_type(), "body": read})
    return parts


def shell(text):
    """The words of each line, as a POSIX shell splits them."""
    return [shlex.split(line, comments=True) for line in text.splitlines()]


READERS = {"mime": mime, "shell": shell, "toml": tomllib.loads, "yaml": yaml.safe_load}

json.dump(READERS[sys.argv[1]](sys.stdin.read()), sys.stdout)
