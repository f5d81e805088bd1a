//! An AWS for tests: answers by script on the wire, under paused time.
