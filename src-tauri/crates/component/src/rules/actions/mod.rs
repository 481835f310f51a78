//! Rules about actions and their inputs.

mod account_id;
mod account_id_number;
mod binary_arguments;
mod checksum;
mod command_is_mapping;
mod destination_folder;
mod document_address;
mod document_parameters;
mod document_phases;
mod empty_commands;
mod input_form;
mod missing_input;
mod msi_log;
mod msi_path;
mod msi_property;
mod no_inputs;
mod not_a_word;
mod permissions;
mod permissions_number;
mod powershell_file;
mod reboot_delay;
mod registry_path;
mod registry_value;
mod s3_address;
mod same_path;
mod system_folder;
mod unknown;
mod unknown_input;
mod update_lists;
mod web_address;
mod wildcard_place;
mod wrong_type;

use super::Rule;
use account_id::AccountId;
use account_id_number::AccountIdNumber;
use binary_arguments::BinaryArguments;
use checksum::Checksum;
use command_is_mapping::CommandIsMapping;
use destination_folder::DestinationFolder;
use document_address::DocumentAddress;
use document_parameters::DocumentParameters;
use document_phases::DocumentPhases;
use empty_commands::EmptyCommands;
use input_form::Form;
use missing_input::MissingInput;
use msi_log::MsiLog;
use msi_path::MsiPath;
use msi_property::MsiProperty;
use no_inputs::NoInputs;
use not_a_word::NotAWord;
use permissions::Permissions;
use permissions_number::PermissionsNumber;
use powershell_file::PowerShellFile;
use reboot_delay::RebootDelay;
use registry_path::RegistryPath;
use registry_value::RegistryValue;
use s3_address::S3Address;
use same_path::SamePath;
use system_folder::SystemFolder;
use unknown::Unknown;
use unknown_input::UnknownInput;
use update_lists::UpdateLists;
use web_address::WebAddress;
use wildcard_place::WildcardPlace;
use wrong_type::WrongType;

pub(super) const RULES: &[&dyn Rule] = &[
    &AccountId,
    &AccountIdNumber,
    &BinaryArguments,
    &Checksum,
    &CommandIsMapping,
    &DestinationFolder,
    &DocumentAddress,
    &DocumentParameters,
    &DocumentPhases,
    &EmptyCommands,
    &Form,
    &MissingInput,
    &MsiLog,
    &MsiPath,
    &MsiProperty,
    &NoInputs,
    &NotAWord,
    &Permissions,
    &PermissionsNumber,
    &PowerShellFile,
    &RebootDelay,
    &RegistryPath,
    &RegistryValue,
    &S3Address,
    &SamePath,
    &SystemFolder,
    &Unknown,
    &UnknownInput,
    &UpdateLists,
    &WebAddress,
    &WildcardPlace,
    &WrongType,
];

/// The part of an address before `://`.
fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once("://")?;
    // One letter is a drive of Windows.
    let is_scheme = scheme.len() > 1 && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_scheme.then_some(scheme)
}
