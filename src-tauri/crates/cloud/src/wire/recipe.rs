//! Parts of image recipes and components.

use aws_sdk_imagebuilder::types as sdk;
use ingot_recipe::resources::{
    AdditionalInstanceConfiguration, BlockDeviceMapping, ComponentConfiguration, ComponentParameter, EbsBlockDevice,
    PlatformName, SystemsManagerAgent, VolumeType,
};

use super::{structure, words};

structure! {
    ComponentConfiguration => sdk::ComponentConfiguration {
        set_component_arn component_arn,
        set_parameters parameters,
    }
}

structure! {
    ComponentParameter => sdk::ComponentParameter {
        set_name name,
        set_value value,
    }
}

structure! {
    BlockDeviceMapping => sdk::InstanceBlockDeviceMapping {
        set_device_name device_name,
        set_ebs ebs,
        set_virtual_name virtual_name,
        set_no_device no_device,
    }
}

structure! {
    EbsBlockDevice => sdk::EbsInstanceBlockDeviceSpecification {
        set_encrypted encrypted,
        set_delete_on_termination delete_on_termination,
        set_iops iops,
        set_kms_key_id kms_key_id,
        set_snapshot_id snapshot_id,
        set_volume_size volume_size,
        set_volume_type volume_type,
        set_throughput throughput,
    }
}

structure! {
    AdditionalInstanceConfiguration => sdk::AdditionalInstanceConfiguration {
        set_systems_manager_agent systems_manager_agent,
        set_user_data_override user_data_override,
    }
}

structure! {
    SystemsManagerAgent => sdk::SystemsManagerAgent {
        set_uninstall_after_build uninstall_after_build,
    }
}

words! {
    VolumeType => sdk::EbsVolumeType,
    PlatformName => sdk::Platform,
}
