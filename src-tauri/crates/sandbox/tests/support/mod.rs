//! A sandbox of its own for a test, the real SDK clients on it, and a small golden image to build.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::time::Duration;

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_sdk_imagebuilder::Client as ImageBuilder;
use aws_sdk_imagebuilder::types::{
    ComponentConfiguration, ComponentParameter, Distribution, Image, ImageScanningConfiguration, Platform,
};
use ingot_sandbox::{Clock, Pace, Sandbox, SandboxConfig};
use tempfile::TempDir;

pub const UBUNTU: &str = "ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id";

pub struct Bench {
    pub sandbox: Option<Sandbox>,
    pub clock: Clock,
    pub folder: TempDir,
}

impl Bench {
    pub async fn new() -> Bench {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = Clock::by_hand("2026-11-23T08:00:00Z".parse().expect("a time"));
        let mut bench = Bench {
            sandbox: None,
            clock,
            folder,
        };
        bench.restart().await;
        bench
    }

    pub fn config(&self) -> SandboxConfig {
        SandboxConfig {
            pace: Pace {
                build: Duration::from_secs(100),
            },
            ..SandboxConfig::new(self.folder.path())
        }
    }

    /// Stops the server, if it runs, and starts another on the same folder.
    pub async fn restart(&mut self) {
        if let Some(sandbox) = self.sandbox.take() {
            sandbox.stop().await;
        }
        let sandbox = Sandbox::start_with_clock(self.config(), self.clock.clone())
            .await
            .expect("a sandbox");
        self.sandbox = Some(sandbox);
    }

    pub fn endpoint(&self) -> String {
        self.sandbox.as_ref().expect("running").endpoint()
    }

    pub async fn sdk(&self) -> SdkConfig {
        self.sdk_in("eu-west-1").await
    }

    pub async fn sdk_in(&self, region: &'static str) -> SdkConfig {
        aws_config::defaults(BehaviorVersion::latest())
            .region(Region::new(region))
            .credentials_provider(Credentials::for_tests())
            .endpoint_url(self.endpoint())
            .load()
            .await
    }

    pub async fn image_builder(&self) -> ImageBuilder {
        ImageBuilder::new(&self.sdk().await)
    }

    pub fn advance(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    /// A control call; answers status and body.
    pub fn control(&self, method: &str, path: &str, body: &str) -> (u16, String) {
        raw(
            &self.endpoint(),
            method,
            &format!("/_sandbox/{path}"),
            &[("x-ingot-sandbox", "1")],
            body,
        )
    }
}

/// One HTTP/1.1 request without any client's help.
pub fn raw(endpoint: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> (u16, String) {
    use std::io::{Read, Write};
    let address = endpoint.strip_prefix("http://").expect("http");
    let mut stream = std::net::TcpStream::connect(address).expect("connect");
    let mut request = format!(
        "{method} {path} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n",
        body.len()
    );
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
        request.push_str(&format!("Host: {address}\r\n"));
    }
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str("\r\n");
    request.push_str(body);
    stream.write_all(request.as_bytes()).expect("send");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("receive");
    let status = answer
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok())
        .expect("a status");
    let body = answer
        .split_once("\r\n\r\n")
        .map(|(_, body)| body.to_owned())
        .unwrap_or_default();
    (status, body)
}

pub const SSHD: &str = "name: sshd\nschemaVersion: 1.0\nparameters:\n  - Port:\n      type: string\n  - Banner:\n      \
    type: string\n      default: welcome\nphases:\n  - name: build\n    steps:\n      - name: WriteConfig\n        \
    action: ExecuteBash\n        inputs:\n          commands:\n            - echo \"writing sshd_config\"\n      \
    - name: Restart\n        action: ExecuteBash\n        inputs:\n          commands:\n            - systemctl restart ssh\n  \
    - name: validate\n    steps:\n      - name: CheckConfig\n        action: ExecuteBash\n        inputs:\n          \
    commands:\n            - sshd -t\n";

pub const SSHD_TEST: &str = "name: sshd-test\nschemaVersion: 1.0\nphases:\n  - name: test\n    steps:\n      \
    - name: RootIsRefused\n        action: ExecuteBash\n        inputs:\n          commands:\n            - grep -q '^PermitRootLogin no' /etc/ssh/sshd_config\n";

pub const NGINX: &str = "name: nginx\nschemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n      - name: Install\n        \
    action: ExecuteBash\n        inputs:\n          commands:\n            - apt-get install -y nginx\n";

/// Creates a component and answers its build ARN.
pub async fn component(aws: &ImageBuilder, name: &str, version: &str, data: &str) -> String {
    aws.create_component()
        .name(name)
        .semantic_version(version)
        .platform(Platform::Linux)
        .data(data)
        .client_token(format!("{name}-{version}-{}", data.len()))
        .send()
        .await
        .expect("a component")
        .component_build_version_arn
        .expect("an arn")
}

pub fn layer(arn: &str, parameters: &[(&str, &str)]) -> ComponentConfiguration {
    let mut layer = ComponentConfiguration::builder().component_arn(arn);
    for (name, value) in parameters {
        layer = layer.parameters(
            ComponentParameter::builder()
                .name(*name)
                .value(*value)
                .build()
                .expect("a parameter"),
        );
    }
    layer.build().expect("a layer")
}

/// A pipeline over `parent` with these layers; answers its ARN.
pub async fn pipeline(aws: &ImageBuilder, name: &str, parent: &str, layers: Vec<ComponentConfiguration>) -> String {
    let recipe = aws
        .create_image_recipe()
        .name(name)
        .semantic_version("1.0.0")
        .parent_image(parent)
        .set_components((!layers.is_empty()).then_some(layers))
        .client_token(format!("recipe-{name}"))
        .send()
        .await
        .expect("a recipe")
        .image_recipe_arn
        .expect("an arn");
    let infrastructure = aws
        .create_infrastructure_configuration()
        .name(name)
        .instance_profile_name("EC2InstanceProfileForImageBuilder")
        .instance_types("t3.large")
        .client_token(format!("infrastructure-{name}"))
        .send()
        .await
        .expect("an infrastructure configuration")
        .infrastructure_configuration_arn
        .expect("an arn");
    let place = |region: &str| {
        Distribution::builder()
            .region(region)
            .ami_distribution_configuration(
                aws_sdk_imagebuilder::types::AmiDistributionConfiguration::builder()
                    .name(format!("{name}-{{{{ imagebuilder:buildDate }}}}"))
                    .build(),
            )
            .build()
            .expect("a distribution")
    };
    let distribution = aws
        .create_distribution_configuration()
        .name(name)
        .distributions(place("eu-west-1"))
        .distributions(place("eu-central-1"))
        .client_token(format!("distribution-{name}"))
        .send()
        .await
        .expect("a distribution configuration")
        .distribution_configuration_arn
        .expect("an arn");
    aws.create_image_pipeline()
        .name(name)
        .image_recipe_arn(recipe)
        .infrastructure_configuration_arn(infrastructure)
        .distribution_configuration_arn(distribution)
        .image_scanning_configuration(
            ImageScanningConfiguration::builder()
                .image_scanning_enabled(true)
                .build(),
        )
        .client_token(format!("pipeline-{name}"))
        .send()
        .await
        .expect("a pipeline")
        .image_pipeline_arn
        .expect("an arn")
}

/// The golden image of these tests: hardened sshd and its test.
pub async fn golden_pipeline(aws: &ImageBuilder) -> String {
    let sshd = component(aws, "sshd", "1.0.0", SSHD).await;
    let test = component(aws, "sshd-test", "1.0.0", SSHD_TEST).await;
    pipeline(
        aws,
        "Golden Ubuntu",
        UBUNTU,
        vec![layer(&sshd, &[("Port", "2222")]), layer(&test, &[])],
    )
    .await
}

pub async fn start(aws: &ImageBuilder, pipeline: &str, token: &str) -> String {
    aws.start_image_pipeline_execution()
        .image_pipeline_arn(pipeline)
        .client_token(token)
        .send()
        .await
        .expect("a run")
        .image_build_version_arn
        .expect("an arn")
}

pub async fn image(aws: &ImageBuilder, arn: &str) -> Image {
    aws.get_image()
        .image_build_version_arn(arn)
        .send()
        .await
        .expect("an image")
        .image
        .expect("an image")
}

pub async fn status(aws: &ImageBuilder, arn: &str) -> String {
    image(aws, arn)
        .await
        .state
        .and_then(|state| state.status)
        .map(|status| status.as_str().to_owned())
        .expect("a status")
}
