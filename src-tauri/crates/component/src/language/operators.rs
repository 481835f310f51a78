//! The operators of `if` and `Assert`, for completion and hover.
//!
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-comparison-operators.html> and
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-logical-operators.html>.

/// An operator.
#[derive(Debug)]
pub(super) struct Operator {
    pub name: &'static str,
    /// The key beside it.
    pub companion: Option<&'static str>,
    /// When it holds, the right way round: `operand` is what stands behind the operator.
    pub holds: &'static str,
}

const fn alone(name: &'static str, holds: &'static str) -> Operator {
    Operator {
        name,
        companion: None,
        holds,
    }
}

const fn value(name: &'static str, holds: &'static str) -> Operator {
    Operator {
        name,
        companion: Some("value"),
        holds,
    }
}

const fn hash(name: &'static str, holds: &'static str) -> Operator {
    Operator {
        name,
        companion: Some("path"),
        holds,
    }
}

pub(super) const ALL: &[Operator] = &[
    value("stringEquals", "`value` = operand"),
    value("stringLessThan", "`value` < operand, without regard to case"),
    value("stringLessThanEquals", "`value` ≤ operand, without regard to case"),
    value("stringGreaterThan", "`value` > operand, without regard to case"),
    value("stringGreaterThanEquals", "`value` ≥ operand, without regard to case"),
    alone("stringIsEmpty", "the operand is empty"),
    alone("stringIsWhitespace", "the operand is nothing but white space"),
    value(
        "patternMatches",
        "`value` matches the operand, a regular expression (RE2)",
    ),
    value("numberEquals", "`value` = operand"),
    value("numberLessThan", "`value` < operand"),
    value("numberLessThanEquals", "`value` ≤ operand"),
    value("numberGreaterThan", "`value` > operand"),
    value("numberGreaterThanEquals", "`value` ≥ operand"),
    alone("binaryExists", "a program of that name is on the PATH"),
    alone("fileExists", "a file is at that path"),
    alone("folderExists", "a folder is at that path"),
    hash("fileMD5Equals", "the MD5 checksum of the file at `path` is the operand"),
    hash(
        "fileSHA1Equals",
        "the SHA-1 checksum of the file at `path` is the operand",
    ),
    hash(
        "fileSHA256Equals",
        "the SHA-256 checksum of the file at `path` is the operand",
    ),
    hash(
        "fileSHA512Equals",
        "the SHA-512 checksum of the file at `path` is the operand",
    ),
    alone("and", "all of the list hold; it stops at the first that does not"),
    alone("or", "one of the list holds; it stops at the first that does"),
    alone("not", "the condition below it does not hold"),
];

/// The operator called `name`.
pub(super) fn find(name: &str) -> Option<&'static Operator> {
    ALL.iter().find(|operator| operator.name == name)
}
