//! Where one step ends and the next begins.

use std::collections::{BTreeMap, BTreeSet};

use super::statement::Statement;

/// Statements that become one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Indexes of its statements.
    pub statements: Vec<usize>,
    /// The comment that opens it.
    pub heading: Option<String>,
    /// All of it is a restart of the machine.
    pub restarts: bool,
}

/// Statements that are repeated in each step that uses them: functions, and variables that are set once to a literal
/// value.
pub struct Repeated {
    /// By the name of the variable or function.
    by_name: BTreeMap<String, usize>,
    indexes: BTreeSet<usize>,
}

impl Repeated {
    pub fn of(statements: &[Statement]) -> Self {
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        for name in statements.iter().flat_map(|statement| &statement.sets) {
            *times.entry(name).or_default() += 1;
        }
        let mut by_name = BTreeMap::new();
        let mut twice = BTreeSet::new();
        for (index, statement) in statements.iter().enumerate() {
            let name = match (&statement.function, &statement.literal) {
                (Some(function), _) => function.clone(),
                (None, Some(literal)) => key(statement, &literal.variable),
                (None, None) => continue,
            };
            let set_once = statement.function.is_some() || times.get(name.as_str()).is_none_or(|times| *times == 1);
            if !set_once || by_name.insert(name.clone(), index).is_some() {
                twice.insert(name);
            }
        }
        by_name.retain(|name, _| !twice.contains(name));
        let indexes = by_name.values().copied().collect();
        Self { by_name, indexes }
    }

    pub fn holds(&self, index: usize) -> bool {
        self.indexes.contains(&index)
    }

    /// What the statements at `indexes` need repeated before them, in the order of the script.
    pub fn needed(&self, statements: &[Statement], indexes: &[usize]) -> BTreeSet<usize> {
        let mut needed: BTreeSet<usize> = self
            .indexes
            .iter()
            .copied()
            .filter(|index| {
                // Programs read what is exported without naming it.
                let literal = statements.get(*index).and_then(|statement| statement.literal.as_ref());
                literal.is_some_and(|literal| !literal.prefix.is_empty())
            })
            .collect();
        let mut open: Vec<usize> = indexes.iter().copied().chain(needed.iter().copied()).collect();
        while let Some(index) = open.pop() {
            let uses = statements.get(index).map(|statement| &statement.uses);
            for name in uses.into_iter().flatten() {
                if let Some(&found) = self.by_name.get(name)
                    && needed.insert(found)
                {
                    open.push(found);
                }
            }
        }
        needed
    }
}

/// The name a variable is compared by: PowerShell has no case.
fn key(statement: &Statement, variable: &str) -> String {
    let found = statement.sets.iter().find(|name| name.eq_ignore_ascii_case(variable));
    found.cloned().unwrap_or_else(|| variable.to_owned())
}

/// Divides a script; every statement but the repeated ones and the error mode is in exactly one section.
pub fn divide(lines: &[&str], statements: &[Statement], repeated: &Repeated) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for (index, statement) in statements.iter().enumerate() {
        let heading = statement
            .is_comment
            .then(|| heading(lines, statements, index))
            .flatten();
        let after_restart = sections.last().is_some_and(|section| section.restarts);
        if heading.is_some() || sections.is_empty() || statement.restarts || after_restart {
            sections.push(Section {
                statements: Vec::new(),
                heading,
                restarts: statement.restarts,
            });
        }
        if repeated.holds(index) || statement.error_mode {
            continue;
        }
        if let Some(section) = sections.last_mut() {
            section.statements.push(index);
        }
    }
    let has_code = |section: &Section| {
        section
            .statements
            .iter()
            .any(|index| statements.get(*index).is_some_and(|statement| !statement.is_comment))
    };
    sections.retain(has_code);
    join_what_shares(sections, statements, repeated)
}

/// The comment block that begins at `index`, if it opens a section: an empty line or nothing before it, words in it.
fn heading(lines: &[&str], statements: &[Statement], index: usize) -> Option<String> {
    let statement = statements.get(index)?;
    let before = statement.first.checked_sub(1).and_then(|line| lines.get(line));
    if before.is_some_and(|line| !line.trim().is_empty()) {
        return None;
    }
    let block = lines.get(statement.first..=statement.last)?;
    let following = lines
        .get(statement.last + 1..)?
        .iter()
        .take_while(|line| line.trim_start().starts_with('#'));
    block
        .iter()
        .chain(following)
        .map(|line| line.trim_matches(|c: char| c.is_whitespace() || "#-=*<>_~+|".contains(c)))
        .find(|line| line.contains(char::is_alphabetic))
        .map(str::to_owned)
}

/// Joins sections of which a later one needs what an earlier one leaves behind in the shell.
fn join_what_shares(sections: Vec<Section>, statements: &[Statement], repeated: &Repeated) -> Vec<Section> {
    let count = sections.len();
    let mut joined = vec![false; count];
    let mut set_in: BTreeMap<&str, usize> = BTreeMap::new();
    let mut lasting_from = None;
    for (at, section) in sections.iter().enumerate() {
        let needed = repeated.needed(statements, &section.statements);
        let involved = section
            .statements
            .iter()
            .chain(&needed)
            .filter_map(|index| statements.get(*index));
        let mut sets = Vec::new();
        for statement in involved {
            for name in &statement.uses {
                if let Some(&from) = set_in.get(name.as_str()) {
                    joined
                        .iter_mut()
                        .take(at + 1)
                        .skip(from + 1)
                        .for_each(|join| *join = true);
                }
            }
            // Repeated literals are there in every step anyway.
            if statement.literal.is_none() || !section.statements.is_empty() {
                sets.extend(statement.sets.iter().map(String::as_str));
            }
            if statement.lasting && lasting_from.is_none() {
                lasting_from = Some(at);
            }
        }
        for name in sets {
            if !repeated.by_name.contains_key(name) {
                set_in.entry(name).or_insert(at);
            }
        }
    }
    if let Some(from) = lasting_from {
        joined.iter_mut().skip(from + 1).for_each(|join| *join = true);
    }
    // A restart at the very end of what belongs together can still be a step of its own.
    let mut result: Vec<Section> = Vec::new();
    for (at, section) in sections.into_iter().enumerate() {
        let last_of_group = !joined.get(at + 1).copied().unwrap_or(false);
        let join = joined.get(at).copied().unwrap_or(false) && !(section.restarts && last_of_group);
        match result.last_mut().filter(|_| join) {
            Some(before) => {
                before.statements.extend(section.statements);
                before.heading = before.heading.take().or(section.heading);
                before.restarts = false;
            }
            None => result.push(section),
        }
    }
    result
}
