//! Components: own ones in full; those of others, Amazon's, shared and subscribed to on AWS Marketplace, in full for
//! the newest version of each.

use std::collections::HashMap;

use aws_sdk_imagebuilder::types::Ownership;
use ingot_component::SemanticVersion;
use ingot_recipe::inventory::CloudComponent;
use tokio_util::sync::CancellationToken;

use super::convert::{cloud_component, listed_component};
use super::{PAGE, Reader};
use crate::call::{Service, pages};
use crate::{Cloud, CloudError};

impl Cloud {
    /// One component in full; a version or wildcard ARN answers its newest build.
    pub async fn component(&self, arn: &str, cancel: &CancellationToken) -> Result<CloudComponent, CloudError> {
        let operation = Service::ImageBuilder.operation("GetComponent");
        let request = self
            .imagebuilder()
            .get_component()
            .component_build_version_arn(arn)
            .send();
        let answer = self.call(operation, cancel, request).await?;
        answer
            .component
            .map(cloud_component)
            .ok_or_else(|| CloudError::incomplete(operation, "component"))
    }
}

impl Reader<'_> {
    pub(super) async fn components(&self) -> Result<Vec<CloudComponent>, CloudError> {
        let mut all = Vec::new();
        for (owner, whose) in [
            (Ownership::SelfValue, "own components"),
            (Ownership::Shared, "components shared with this account"),
            (Ownership::Amazon, "Amazon's components"),
            // What the account has subscribed to: products that are components, and those that come with a product
            // (<https://docs.aws.amazon.com/imagebuilder/latest/userguide/component-details.html>).
            (Ownership::AwsMarketplace, "components of AWS Marketplace"),
            (Ownership::Thirdparty, "components of third parties"),
        ] {
            let listed = self.attempt(whose, self.list_components(&owner)).await?;
            let (wanted, rest): (Vec<_>, Vec<_>) = match owner {
                Ownership::SelfValue => (listed, Vec::new()),
                _ => newest_of_each(listed),
            };
            let known = wanted.clone();
            let read = self
                .details(wanted, |component: CloudComponent| {
                    let what = format!("component {} {}", component.name, component.version);
                    (what, async move {
                        self.cloud.component(&component.arn, self.cancel).await.map(Some)
                    })
                })
                .await?;
            // A component that may be listed but not read can still be built with.
            let unread = known.into_iter().filter(|listed| {
                !read
                    .iter()
                    .any(|read| read.name == listed.name && read.version == listed.version)
            });
            all.extend(unread.chain(rest).collect::<Vec<_>>());
            all.extend(read);
        }
        Ok(all)
    }

    async fn list_components(&self, owner: &Ownership) -> Result<Vec<CloudComponent>, CloudError> {
        pages(|token| async {
            let request = self
                .cloud
                .imagebuilder()
                .list_components()
                .owner(owner.clone())
                .max_results(PAGE)
                .set_next_token(token)
                .send();
            let operation = Service::ImageBuilder.operation("ListComponents");
            let page = self.cloud.call(operation, self.cancel, request).await?;
            let components = page
                .component_version_list
                .unwrap_or_default()
                .into_iter()
                .map(listed_component);
            Ok((components.collect(), page.next_token))
        })
        .await
    }
}

/// Splits a list into the newest version of each component and the others.
fn newest_of_each(listed: Vec<CloudComponent>) -> (Vec<CloudComponent>, Vec<CloudComponent>) {
    let mut newest: HashMap<(String, String), Option<SemanticVersion>> = HashMap::new();
    let version = |component: &CloudComponent| component.version.parse::<SemanticVersion>().ok();
    let key = |component: &CloudComponent| (component.owner.clone(), component.name.clone());
    for component in &listed {
        let known = newest.entry(key(component)).or_default();
        *known = known.take().max(version(component));
    }
    listed
        .into_iter()
        .partition(|component| newest.get(&key(component)) == Some(&version(component)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_count_as_numbers_when_the_newest_is_chosen() {
        let component = |name: &str, version: &str| CloudComponent {
            name: name.to_owned(),
            version: version.to_owned(),
            ..CloudComponent::default()
        };
        let listed = vec![
            component("update", "1.9.0"),
            component("update", "1.10.0"),
            component("agent", "1.0.0"),
        ];
        let (newest, rest) = newest_of_each(listed);
        let versions: Vec<_> = newest.iter().map(|component| component.version.as_str()).collect();
        assert_eq!(versions, ["1.10.0", "1.0.0"]);
        assert_eq!(rest.len(), 1);
    }
}
