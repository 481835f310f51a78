//! The comparison operators of `if` and `Assert`.
//!
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-comparison-operators.html>. The
//! prose of that page reads the ordering operators one way round and every example the other way;
//! the examples are right: `numberLessThan: 2` with `value: 1` is true, so it is `value` that must
//! be less.

/// One comparison operator.
#[derive(Debug, PartialEq, Eq)]
pub struct Operator {
    /// The key that holds the operand; case matters.
    pub name: &'static str,
    /// What the operand is.
    pub takes: Operand,
    /// What must hold.
    pub relation: Relation,
    /// What it asks, in a few words, with the operand first and the companion second.
    pub about: &'static str,
}

/// What stands behind an operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operand {
    /// Text.
    Text,
    /// A whole number, a floating-point number, or text that reads as one.
    Number,
    /// A regular expression in the syntax of RE2.
    Pattern,
    /// The name of a program on the search path.
    Program,
    /// A path on the instance.
    Path,
    /// The hash of a file in hexadecimal digits.
    Hash {
        /// How many digits it has.
        digits: usize,
    },
}

/// What an operator asks of its operand and of the companion key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Something of the operand alone; there is no companion.
    Alone(&'static str),
    /// `value` stands in this relation to the operand: `<` means `value < operand`.
    Value(&'static str),
    /// The file at `path` has the operand as its hash.
    HashOf(&'static str),
}

const fn text(name: &'static str, sign: &'static str, about: &'static str) -> Operator {
    Operator {
        name,
        takes: Operand::Text,
        relation: Relation::Value(sign),
        about,
    }
}

const fn number(name: &'static str, sign: &'static str, about: &'static str) -> Operator {
    Operator {
        name,
        takes: Operand::Number,
        relation: Relation::Value(sign),
        about,
    }
}

const fn alone(name: &'static str, takes: Operand, holds: &'static str, about: &'static str) -> Operator {
    Operator {
        name,
        takes,
        relation: Relation::Alone(holds),
        about,
    }
}

const fn hash(name: &'static str, digits: usize, algorithm: &'static str, about: &'static str) -> Operator {
    Operator {
        name,
        takes: Operand::Hash { digits },
        relation: Relation::HashOf(algorithm),
        about,
    }
}

/// Every comparison operator; the most usual one first, which editors offer first.
pub const OPERATORS: &[Operator] = &[
    text("stringEquals", "==", "whether `value` is this text"),
    alone(
        "stringIsEmpty",
        Operand::Text,
        "is empty",
        "whether the text has no characters",
    ),
    alone(
        "stringIsWhitespace",
        Operand::Text,
        "is nothing but spaces",
        "whether the text has spaces and nothing else",
    ),
    text(
        "stringLessThan",
        "<",
        "whether `value` sorts before this text, whatever the case of letters",
    ),
    text(
        "stringLessThanEquals",
        "<=",
        "whether `value` sorts before this text or is the same, whatever the case of letters",
    ),
    text(
        "stringGreaterThan",
        ">",
        "whether `value` sorts behind this text, whatever the case of letters",
    ),
    text(
        "stringGreaterThanEquals",
        ">=",
        "whether `value` sorts behind this text or is the same, whatever the case of letters",
    ),
    Operator {
        name: "patternMatches",
        takes: Operand::Pattern,
        relation: Relation::Value("matches"),
        about: "whether `value` matches this regular expression (RE2)",
    },
    number("numberEquals", "==", "whether `value` is this number"),
    number("numberLessThan", "<", "whether `value` is less than this number"),
    number(
        "numberLessThanEquals",
        "<=",
        "whether `value` is less than or equal to this number",
    ),
    number("numberGreaterThan", ">", "whether `value` is greater than this number"),
    number(
        "numberGreaterThanEquals",
        ">=",
        "whether `value` is greater than or equal to this number",
    ),
    alone(
        "binaryExists",
        Operand::Program,
        "is a program on the search path",
        "whether a program of this name is on the search path",
    ),
    alone(
        "fileExists",
        Operand::Path,
        "is a file",
        "whether there is a file at this path",
    ),
    alone(
        "folderExists",
        Operand::Path,
        "is a folder",
        "whether there is a folder at this path",
    ),
    hash(
        "fileMD5Equals",
        32,
        "MD5",
        "whether the file at `path` has this MD5 hash",
    ),
    hash(
        "fileSHA1Equals",
        40,
        "SHA1",
        "whether the file at `path` has this SHA1 hash",
    ),
    hash(
        "fileSHA256Equals",
        64,
        "SHA256",
        "whether the file at `path` has this SHA256 hash",
    ),
    hash(
        "fileSHA512Equals",
        128,
        "SHA512",
        "whether the file at `path` has this SHA512 hash",
    ),
];

/// The logical operators, with what they ask.
///
/// <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-logical-operators.html>
pub const LOGICAL: &[(&str, &str)] = &[
    (
        "and",
        "whether all comparisons of the list hold; stops at the first that does not",
    ),
    (
        "or",
        "whether one comparison of the list holds; stops at the first that does",
    ),
    ("not", "whether the comparison does not hold"),
];

impl Operator {
    /// The operator called `name`.
    pub fn find(name: &str) -> Option<&'static Self> {
        OPERATORS.iter().find(|operator| operator.name == name)
    }

    /// The key beside the operator that holds what is compared: `value`, or `path` for hashes.
    pub fn companion(&self) -> Option<&'static str> {
        match self.relation {
            Relation::Alone(_) => None,
            Relation::Value(_) => Some("value"),
            Relation::HashOf(_) => Some("path"),
        }
    }

    /// Whether it asks which of the two is greater, so that the order of the two matters.
    pub fn orders(&self) -> bool {
        matches!(self.relation, Relation::Value("<" | "<=" | ">" | ">="))
    }

    /// What a comparison asks, the right way round: `{{ Size }} < 10` for `numberLessThan: 10` with
    /// `value: "{{ Size }}"`.
    pub fn reads(&self, operand: &str, companion: &str) -> String {
        match self.relation {
            Relation::Alone(holds) => format!("{operand} {holds}"),
            Relation::Value(sign) => format!("{companion} {sign} {operand}"),
            Relation::HashOf(algorithm) => format!("{algorithm} of {companion} == {operand}"),
        }
    }
}

/// Every operator a condition may have: comparisons, then `and`, `or`, `not`.
pub fn names() -> impl Iterator<Item = &'static str> {
    let logical = LOGICAL.iter().map(|(name, _)| *name);
    OPERATORS.iter().map(|operator| operator.name).chain(logical)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comparisons_are_read_as_the_examples_of_the_guide_evaluate_them() {
        let reads = |name, operand, companion| Operator::find(name).map(|found| found.reads(operand, companion));
        assert_eq!(reads("numberLessThan", "2", "1").as_deref(), Some("1 < 2"));
        assert_eq!(
            reads("stringGreaterThanEquals", "'a'", "'b'").as_deref(),
            Some("'b' >= 'a'")
        );
        assert_eq!(reads("patternMatches", "^a$", "x").as_deref(), Some("x matches ^a$"));
        assert_eq!(reads("fileMD5Equals", "abc", "/a").as_deref(), Some("MD5 of /a == abc"));
        assert_eq!(reads("stringIsEmpty", "x", "").as_deref(), Some("x is empty"));
    }

    #[test]
    fn names_are_distinct() {
        let mut all: Vec<_> = names().collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 23);
    }
}
