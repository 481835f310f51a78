//! `infrastructure/placement`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::resources::{Resource, Tenancy};
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// A host needs its tenancy.
    HostPlacement {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::InfrastructureConfiguration(it) = resource else { return };
            let Some(placement) = &it.value.placement else { return };
            let place = it.at("placement");
            let hosts = [("hostId", placement.host_id.is_some()), ("hostResourceGroupArn", placement.host_resource_group_arn.is_some())];
            for (field, _) in hosts.iter().filter(|(_, given)| *given && placement.tenancy != Some(Tenancy::Host)) {
                let message = format!("`{field}` counts with `tenancy: host` only");
                found.add(self.at(place.at(field).key(), message).with_help(format!("write `tenancy: host`, or remove `{field}`")));
            }
            if hosts.iter().all(|(_, given)| *given) {
                let message = "a build instance is on one host or in one group of hosts";
                found.add(self.at(place.at("hostResourceGroupArn").key(), message).with_help("keep one of the two"));
            }
        }
    },
    id: "infrastructure/placement",
    title: "a dedicated host comes with its tenancy",
    severity: Severity::Warning,
    reason: "`hostId` and `hostResourceGroupArn` say where an instance with `tenancy: host` stands, one of them; for other tenancies they are ignored.",
    bad: r#"--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
placement: {tenancy: dedicated, hostId: h-0123456789abcdef0}
"#,
    good: r#"--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
placement: {tenancy: host, hostId: h-0123456789abcdef0}
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `Placement`",
}
