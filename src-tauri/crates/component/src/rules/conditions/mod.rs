//! Rules about `if` and `Assert`.

mod assert_then_else;
mod empty_logic;
mod form;
mod hash;
mod missing_value;
mod not_a_number;
mod pattern;
mod pointless;
mod re2;
mod reads_backwards;
mod reference_first;
mod then_else;
mod unexpected_key;
mod unknown_operator;

use super::Rule;

use assert_then_else::AssertThenElse;
use empty_logic::EmptyLogic;
use form::Form;
use hash::Hash;
use missing_value::MissingValue;
use not_a_number::NotANumber;
use pattern::Pattern;
use pointless::Pointless;
use reads_backwards::ReadsBackwards;
use reference_first::ReferenceFirst;
use then_else::ThenElse;
use unexpected_key::UnexpectedKey;
use unknown_operator::UnknownOperator;

pub(super) const RULES: &[&dyn Rule] = &[
    &AssertThenElse,
    &EmptyLogic,
    &Form,
    &Hash,
    &MissingValue,
    &NotANumber,
    &Pattern,
    &Pointless,
    &ReadsBackwards,
    &ReferenceFirst,
    &ThenElse,
    &UnexpectedKey,
    &UnknownOperator,
];
