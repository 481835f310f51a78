//! `infrastructure/subnet-needs-security-group`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// A subnet comes with security groups.
    SubnetNeedsSecurityGroup {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::InfrastructureConfiguration(it) = resource else { return };
            if it.value.subnet_id.is_some() && it.value.security_group_ids.is_empty() {
                let message = "`subnetId` needs `securityGroupIds`";
                found.add(self.at(it.at("subnetId"), message).with_help("add at least one security group of the subnet's VPC"));
            }
        }
    },
    id: "infrastructure/subnet-needs-security-group",
    title: "a subnet comes with security groups",
    severity: Severity::Error,
    reason: "AWS refuses a subnet without security groups.",
    bad: r#"--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
subnetId: subnet-0123456789abcdef0
"#,
    good: r#"--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
subnetId: subnet-0123456789abcdef0
securityGroupIds: [sg-0123456789abcdef0]
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `CreateInfrastructureConfigurationRequest.subnetId`",
}
