//! Rules about `loop`.

mod bounds;
mod delimiter;
mod direction;
mod empty_list;
mod form;
mod name;
mod one_piece;
mod step_zero;
mod unused;
mod value_type;

use super::Rule;

use bounds::Bounds;
use delimiter::Delimiter;
use direction::WrongDirection;
use empty_list::EmptyList;
use form::Form;
use name::Name;
use one_piece::OnePiece;
use step_zero::StepZero;
use unused::Unused;
use value_type::ValueType;

pub(super) const RULES: &[&dyn Rule] = &[
    &Bounds,
    &Delimiter,
    &WrongDirection,
    &EmptyList,
    &Form,
    &Name,
    &OnePiece,
    &StepZero,
    &Unused,
    &ValueType,
];
