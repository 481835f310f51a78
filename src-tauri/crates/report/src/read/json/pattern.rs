//! Where the entries of a JSON report are: `findings[*]`, `Results[*].Vulnerabilities[*]`.

/// One step from a value into it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    /// The member of an object.
    Key(String),
    /// Every element of an array.
    Each,
}

/// The patterns of one reading, at most 32; sets of them are bit masks.
pub(super) struct Patterns(Vec<Vec<Step>>);

impl Patterns {
    /// Keys joined by `.`, `[*]` for every element of an array; the empty pattern is the whole document. A pattern
    /// must not begin with another one.
    pub fn new(patterns: &[&str]) -> Self {
        debug_assert!(patterns.len() <= 32, "a mask has room for 32 patterns");
        Self(patterns.iter().take(32).map(|pattern| steps(pattern)).collect())
    }

    pub fn all(&self) -> u32 {
        self.0
            .iter()
            .enumerate()
            .fold(0, |mask, (position, _)| mask | 1 << position)
    }

    /// The pattern among `active` that ends after `depth` steps.
    pub fn ending(&self, active: u32, depth: usize) -> Option<usize> {
        self.among(active)
            .find(|(_, steps)| steps.len() == depth)
            .map(|(position, _)| position)
    }

    /// The first of `active`.
    pub fn first(&self, active: u32) -> usize {
        active.trailing_zeros() as usize
    }

    /// Those of `active` that go on with the member `key`.
    pub fn to_key(&self, active: u32, depth: usize, key: &str) -> u32 {
        self.going_on(active, depth, |step| matches!(step, Step::Key(name) if name == key))
    }

    /// Those of `active` that go on into the elements of an array.
    pub fn to_elements(&self, active: u32, depth: usize) -> u32 {
        self.going_on(active, depth, |step| *step == Step::Each)
    }

    /// Those of `active` that go on into the members of an object.
    pub fn to_members(&self, active: u32, depth: usize) -> u32 {
        self.going_on(active, depth, |step| *step != Step::Each)
    }

    fn going_on(&self, active: u32, depth: usize, fits: impl Fn(&Step) -> bool) -> u32 {
        self.among(active)
            .filter(|(_, steps)| steps.get(depth).is_some_and(&fits))
            .fold(0, |mask, (position, _)| mask | 1 << position)
    }

    fn among(&self, active: u32) -> impl Iterator<Item = (usize, &Vec<Step>)> {
        self.0
            .iter()
            .enumerate()
            .filter(move |(position, _)| active & (1 << position) != 0)
    }
}

fn steps(pattern: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    for part in pattern.split('.').filter(|part| !part.is_empty()) {
        let key = part.trim_end_matches("[*]");
        if !key.is_empty() {
            steps.push(Step::Key(key.to_owned()));
        }
        steps.extend(std::iter::repeat_n(Step::Each, (part.len() - key.len()) / 3));
    }
    steps
}
