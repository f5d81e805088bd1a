//! Tests of the program as a whole. One binary, so that it links once and its tests share the simulators.

#[cfg(test)]
mod acceptance;

#[cfg(test)]
mod pages;
