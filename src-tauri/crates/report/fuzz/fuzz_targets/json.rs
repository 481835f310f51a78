//! Reports in JSON, of every scanner.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ingot_report_fuzz::holds(bytes));
