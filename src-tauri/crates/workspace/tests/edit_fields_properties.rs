//! Lists and structures written over others, in every layout: exact, and nothing but what differs.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fmt::Write as _;

use ingot_component::Source;
use ingot_recipe::{Edit, FieldChange, FieldValue, Resource};
use ingot_workspace::apply;
use proptest::prelude::*;

/// How a generated distribution is laid out.
#[derive(Clone, Debug)]
struct Layout {
    indent: usize,
    space: usize,
    crlf: bool,
    final_eol: bool,
    blank: bool,
    flow: bool,
    quote: &'static str,
}

fn layout() -> impl Strategy<Value = Layout> {
    let quote = prop::sample::select(vec!["\"", "'"]);
    (0..4_usize, 1..3_usize, any::<[bool; 4]>(), quote).prop_map(|(indent, space, flags, quote)| Layout {
        indent,
        space,
        crlf: flags[0],
        final_eol: flags[1],
        blank: flags[2],
        flow: flags[3],
        quote,
    })
}

/// Regions, each with the accounts it is shared with.
type Regions = Vec<(String, Vec<String>)>;

fn regions() -> impl Strategy<Value = Regions> {
    let accounts = prop::collection::vec("[1-4]{12}", 1..5);
    prop::collection::vec(("(eu|us|ap)-(west|east)-[1-3]", accounts), 1..5)
}

fn write(layout: &Layout, regions: &Regions) -> String {
    let indent = " ".repeat(layout.indent);
    let keys = " ".repeat(layout.indent + 1 + layout.space);
    let space = " ".repeat(layout.space);
    let quote = layout.quote;
    let mut text = String::from("kind: DistributionConfiguration\nname: generated\ndistributions:\n");
    for (at, (region, accounts)) in regions.iter().enumerate() {
        if layout.blank && at > 0 {
            text.push('\n');
        }
        let _ = writeln!(text, "{indent}# about {at}\n{indent}-{space}region: {region} # {at}");
        let _ = writeln!(text, "{keys}amiDistributionConfiguration:");
        if layout.flow {
            let accounts: Vec<String> = accounts.iter().map(|it| format!("{quote}{it}{quote}")).collect();
            let _ = writeln!(text, "{keys}  targetAccountIds: [{}]", accounts.join(", "));
        } else {
            let _ = writeln!(text, "{keys}  targetAccountIds:");
            for account in accounts {
                let _ = writeln!(text, "{keys}    - {quote}{account}{quote} # {at} {account}");
            }
        }
    }
    text.push_str("tags: {Team: web} # ours\n");
    if layout.crlf {
        text = text.replace('\n', "\r\n");
    }
    if !layout.final_eol {
        text.truncate(text.trim_end().len());
    }
    text
}

fn read(text: &str) -> Regions {
    let reading = ingot_recipe::read(&Source::new("distribution.yaml", text));
    let Some(Resource::DistributionConfiguration(it)) = reading.resource else {
        panic!("no distribution: {text}")
    };
    let regions = it.value.distributions.iter();
    regions
        .map(|it| {
            let ami = it.ami_distribution_configuration.clone().unwrap_or_default();
            (it.region.clone(), ami.target_account_ids)
        })
        .collect()
}

fn value(regions: &Regions) -> FieldValue {
    let scalar = |text: &str| FieldValue::Scalar(text.to_owned());
    let region = |(region, accounts): &(String, Vec<String>)| {
        let ami = FieldValue::Mapping([("targetAccountIds".to_owned(), FieldValue::list(accounts))].into());
        FieldValue::Mapping(
            [
                ("region".to_owned(), scalar(region)),
                ("amiDistributionConfiguration".to_owned(), ami),
            ]
            .into(),
        )
    };
    FieldValue::List(regions.iter().map(region).collect())
}

fn set(path: &str, value: Option<FieldValue>) -> Edit {
    Edit::SetFields {
        changes: vec![FieldChange {
            path: path.split('.').map(str::to_owned).collect(),
            value,
        }],
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_list_of_structures_says_what_was_written_and_keeps_the_rest(
        layout in layout(), before in regions(), after in regions()
    ) {
        let text = write(&layout, &before);
        prop_assert_eq!(&read(&text), &before);
        let edited = apply(&text, &set("distributions", Some(value(&after)))).unwrap();
        prop_assert_eq!(&read(&edited), &after);
        let rest = edited.contains("name: generated") && edited.contains("tags: {Team: web} # ours");
        prop_assert!(rest, "{}", edited);
        prop_assert_eq!(apply(&edited, &set("distributions", Some(value(&after)))).unwrap(), edited);
    }

    #[test]
    fn one_changed_account_changes_one_line(
        layout in layout(), regions in regions(), region in any::<prop::sample::Index>(), account in any::<prop::sample::Index>()
    ) {
        let text = write(&layout, &regions);
        let mut changed = regions.clone();
        let at = region.index(changed.len());
        let count = changed[at].1.len();
        changed[at].1[account.index(count)] = "999999999999".to_owned();
        let edited = apply(&text, &set("distributions", Some(value(&changed)))).unwrap();
        let different = text.lines().zip(edited.lines()).filter(|(a, b)| a != b).count();
        prop_assert_eq!((different, text.lines().count()), (1, edited.lines().count()));
        let back = apply(&edited, &set("distributions", Some(value(&regions)))).unwrap();
        prop_assert_eq!(back, text);
    }

    #[test]
    fn an_added_region_goes_again_without_a_trace(layout in layout(), regions in regions(), more in regions()) {
        let text = write(&layout, &regions);
        let FieldValue::List(items) = value(&more) else { panic!() };
        let path = format!("distributions.{}", regions.len());
        let added = apply(&text, &set(&path, Some(items[0].clone()))).unwrap();
        prop_assert_eq!(read(&added).len(), regions.len() + 1);
        prop_assert_eq!(apply(&added, &set(&path, None)).unwrap(), text);
    }

    #[test]
    fn a_moved_region_moves_back(
        layout in layout(), regions in regions(), from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>()
    ) {
        let text = write(&layout, &regions);
        let (from, to) = (from.index(regions.len()), to.index(regions.len()));
        let relocate = |from, to| Edit::MoveItem { path: vec!["distributions".to_owned()], from, to };
        let moved = apply(&text, &relocate(from, to)).unwrap();
        prop_assert_eq!(apply(&moved, &relocate(to, from)).unwrap(), text);
    }
}
