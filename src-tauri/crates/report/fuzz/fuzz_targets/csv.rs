//! Reports that are tables, and the tag-value form of SPDX.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ingot_report_fuzz::holds(bytes));
