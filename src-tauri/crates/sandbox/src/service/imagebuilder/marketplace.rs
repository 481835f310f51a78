//! What is sold on AWS Marketplace and this account has subscribed to: components owned by `aws-marketplace`.
//!
//! Listed with the owner `AWSMarketplace` alone, with the product code that AWS bills by; the documents stay with
//! their publishers (`obfuscate`: botocore `imagebuilder/2019-12-02` service-2.json, shape `Component`). Names end
//! with the product's id, as those of AWS do
//! (<https://docs.aws.amazon.com/cdk/api/v2/docs/@aws-cdk_aws-imagebuilder-alpha.AwsMarketplaceComponentAttributes.html>;
//! Canonical's is <https://aws.amazon.com/marketplace/pp?sku=9bztusbna2lfuk6zw7upzdvsv>); the documents are stand-ins.

use std::collections::BTreeMap;

use super::names::normalized;
use crate::document::Document;
use crate::state::{Component, Sale};
use crate::wire::json::Tags;

/// A product that is one component.
struct Product {
    name: &'static str,
    version: &'static str,
    about: &'static str,
    publisher: &'static str,
    code: &'static str,
    supported: &'static [&'static str],
    document: &'static str,
}

/// When every product was made: 2024-06-03T09:00:00Z.
const CREATED: i64 = 1_717_405_200_000;

const PRODUCTS: &[Product] = &[
    Product {
        name: "Ubuntu Pro Component-prod-w2osc53uiegx4",
        version: "1.0.0",
        about: "Attaches Ubuntu Pro.",
        publisher: "Canonical",
        code: "9bztusbna2lfuk6zw7upzdvsv",
        supported: &["Ubuntu 18", "Ubuntu 20", "Ubuntu 22", "Ubuntu 24"],
        document: "phases:\n  - name: build\n    steps:\n      - name: Attach\n        action: ExecuteBash\n        inputs:\n          \
            commands:\n            - echo 'attaching ubuntu pro'\n  - name: test\n    steps:\n      - name: Attached\n        \
            action: ExecuteBash\n        inputs:\n          commands:\n            - echo 'attached'\n",
    },
    Product {
        name: "Datadog Agent for Linux-prod-wwo2b4p7dgrkk",
        version: "0.1.0",
        about: "Installs the Datadog agent.",
        publisher: "Datadog",
        code: "standin00000000000000dd01",
        supported: &[],
        document: "parameters:\n  - Site:\n      type: string\n      default: datadoghq.com\n      description: Where the agent \
            reports to.\nphases:\n  - name: build\n    steps:\n      - name: Install\n        action: ExecuteBash\n        \
            inputs:\n          commands:\n            - echo 'reporting to {{ Site }}'\n",
    },
];

/// The components of the products, which every region has.
pub(crate) fn components(region: &str) -> BTreeMap<String, Component> {
    PRODUCTS
        .iter()
        .filter_map(|product| {
            let data = format!(
                "description: Sandbox stand-in.\nschemaVersion: 1.0\n{}",
                product.document
            );
            let document = Document::read(&data).ok()?;
            let arn = format!(
                "arn:aws:imagebuilder:{region}:aws-marketplace:component/{}/{}/1",
                normalized(product.name),
                product.version
            );
            let component = Component {
                name: product.name.to_owned(),
                version: product.version.to_owned(),
                build: 1,
                platform: "Linux".to_owned(),
                kind: document.kind().to_owned(),
                owner: "AWSMarketplace".to_owned(),
                description: Some(format!("Sandbox stand-in. {}", product.about)),
                change_description: None,
                supported_os_versions: product.supported.iter().map(|os| (*os).to_owned()).collect(),
                data,
                kms_key_id: None,
                parameters: document.parameters,
                tags: Tags::new(),
                created: CREATED,
                sale: Some(Sale {
                    publisher: product.publisher.to_owned(),
                    product_code: product.code.to_owned(),
                }),
            };
            Some((arn, component))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::names::Arn;
    use super::*;

    #[test]
    fn every_product_reads_and_has_an_arn_of_the_marketplace() {
        let components = components("eu-west-1");
        assert_eq!(components.len(), PRODUCTS.len());
        for arn in components.keys() {
            assert_eq!(Arn::parse(arn).map(|arn| arn.owner).as_deref(), Some("aws-marketplace"));
        }
    }
}
