"""The sandbox as another client of AWS sees it: boto3, with botocore's own parsing, paginators and error codes.

INGOT_BIN names the built program; without it every test here is skipped, and pytest says so.
"""

import csv
import io
import json
import os
import subprocess
import time
import urllib.request
import uuid

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

REGION = "eu-west-1"
ACCOUNT = "111122223333"
BUCKET = f"sandbox-reports-{ACCOUNT}"
UBUNTU = "ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id"

SSHD = """name: sshd
schemaVersion: 1.0
parameters:
  - Port:
      type: string
      description: where sshd listens
phases:
  - name: build
    steps:
      - name: WriteConfig
        action: ExecuteBash
        inputs:
          commands:
            - echo "writing sshd_config"
  - name: validate
    steps:
      - name: CheckConfig
        action: ExecuteBash
        inputs:
          commands:
            - sshd -t
"""

SSHD_TEST = """name: sshd-test
schemaVersion: 1.0
phases:
  - name: test
    steps:
      - name: RootIsRefused
        action: ExecuteBash
        inputs:
          commands:
            - grep -q '^PermitRootLogin no' /etc/ssh/sshd_config
"""

NGINX = """name: nginx
schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Install
        action: ExecuteBash
        inputs:
          commands:
            - apt-get install -y nginx
"""


class Sandbox:
    """A running `ingot sandbox` and clients on it."""

    def __init__(self, endpoint):
        self.endpoint = endpoint
        session = boto3.Session(
            aws_access_key_id="sandbox", aws_secret_access_key="sandbox", region_name=REGION
        )
        config = Config(retries={"max_attempts": 1}, connect_timeout=5, read_timeout=30)

        def client(service):
            return session.client(service, endpoint_url=endpoint, config=config)

        self.images = client("imagebuilder")
        self.inspector = client("inspector2")
        self.logs = client("logs")
        self.organizations = client("organizations")
        self.ram = client("ram")
        # Names of buckets stay in the path: loopback has no name for each.
        path_style = config.merge(Config(s3={"addressing_style": "path"}))
        self.s3 = session.client("s3", endpoint_url=endpoint, config=path_style)
        self.sts = client("sts")

    def control(self, method, path, body=None):
        request = urllib.request.Request(
            f"{self.endpoint}/_sandbox/{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"x-ingot-sandbox": "1"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def component(self, name, data, version="1.0.0"):
        return self.images.create_component(
            name=name, semanticVersion=version, platform="Linux", data=data, clientToken=token()
        )["componentBuildVersionArn"]

    def pipeline(self, name, parent, components):
        recipe = self.images.create_image_recipe(
            name=name,
            semanticVersion="1.0.0",
            parentImage=parent,
            components=components,
            clientToken=token(),
        )["imageRecipeArn"]
        infrastructure = self.images.create_infrastructure_configuration(
            name=name,
            instanceProfileName="EC2InstanceProfileForImageBuilder",
            clientToken=token(),
        )["infrastructureConfigurationArn"]
        distribution = self.images.create_distribution_configuration(
            name=name,
            distributions=[
                {
                    "region": region,
                    "amiDistributionConfiguration": {"name": name + "-{{ imagebuilder:buildDate }}"},
                }
                for region in (REGION, "eu-central-1")
            ],
            clientToken=token(),
        )["distributionConfigurationArn"]
        return self.images.create_image_pipeline(
            name=name,
            imageRecipeArn=recipe,
            infrastructureConfigurationArn=infrastructure,
            distributionConfigurationArn=distribution,
            imageScanningConfiguration={"imageScanningEnabled": True},
            clientToken=token(),
        )["imagePipelineArn"]

    def golden(self, name):
        sshd = self.component(f"{name}-sshd", SSHD)
        test = self.component(f"{name}-sshd-test", SSHD_TEST)
        return self.pipeline(
            name,
            UBUNTU,
            [
                {"componentArn": sshd, "parameters": [{"name": "Port", "value": ["2222"]}]},
                {"componentArn": test},
            ],
        )

    def start(self, pipeline):
        return self.images.start_image_pipeline_execution(imagePipelineArn=pipeline, clientToken=token())[
            "imageBuildVersionArn"
        ]

    def follow(self, image):
        """Waits for a run's end; answers the image and the statuses that were seen."""
        seen = []
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            answer = self.images.get_image(imageBuildVersionArn=image)["image"]
            status = answer["state"]["status"]
            if status not in seen:
                seen.append(status)
            if status in ("AVAILABLE", "FAILED", "CANCELLED"):
                return answer, seen
            time.sleep(0.05)
        raise AssertionError(f"{image} did not end: {seen}")

    def ended(self, status, report):
        """Waits for the end of an export of Inspector."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            answer = status(reportId=report)
            if answer["status"] != "IN_PROGRESS":
                return answer
            time.sleep(0.05)
        raise AssertionError(f"{report} did not end")

    def keys(self, prefix):
        return [one["Key"] for one in self.all(self.s3, "list_objects_v2", "Contents", Bucket=BUCKET, Prefix=prefix)]

    def instance(self, image):
        """The instance that runs from an image."""
        ami = image["outputResources"]["amis"][0]["image"]
        covered = self.all(self.inspector, "list_coverage", "coveredResources")
        return next(one["resourceId"] for one in covered if one["resourceMetadata"]["ec2"]["amiId"] == ami)

    def all(self, client, operation, key, **arguments):
        """Every item of a list call, through botocore's paginator, in pages of five where the call has a size."""
        pages = client.get_paginator(operation).paginate(
            **arguments, PaginationConfig={"PageSize": 5}
        )
        return [item for page in pages for item in page.get(key, [])]


def destination(prefix):
    key = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/5a4db0c5-0000-4000-8000-5a4db0c55a4d"
    return {"bucketName": BUCKET, "keyPrefix": prefix, "kmsKeyArn": key}


def token():
    return str(uuid.uuid4())


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory):
    program = os.environ.get("INGOT_BIN")
    if not program:
        pytest.skip("INGOT_BIN does not name the built program")
    home = tmp_path_factory.mktemp("home")
    environment = dict(os.environ, HOME=str(home))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        environment[name] = str(home / name.lower())
    process = subprocess.Popen(
        [program, "sandbox", "--port", "0", "--format", "json"],
        stdout=subprocess.PIPE,
        cwd=home,
        env=environment,
        text=True,
    )
    try:
        running = Sandbox(json.loads(process.stdout.readline())["endpoint"])
        running.control("POST", "pace", {"buildSeconds": 2})
        yield running
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture(scope="module")
def built(sandbox):
    """A golden image and an overlay on it, both AVAILABLE."""
    pipeline = sandbox.golden("Golden Ubuntu")
    golden, seen = sandbox.follow(sandbox.start(pipeline))
    nginx = sandbox.component("nginx", NGINX)
    parent = f"arn:aws:imagebuilder:{REGION}:{ACCOUNT}:image/golden-ubuntu/x.x.x"
    overlay_pipeline = sandbox.pipeline("payments-web", parent, [{"componentArn": nginx}])
    overlay, _ = sandbox.follow(sandbox.start(overlay_pipeline))
    return {"pipeline": pipeline, "golden": golden, "overlay": overlay, "seen": seen}


def refused(call, **arguments):
    with pytest.raises(ClientError) as error:
        call(**arguments)
    return error.value.response["Error"]["Code"]


def test_who_am_i(sandbox):
    identity = sandbox.sts.get_caller_identity()
    assert identity["Account"] == ACCOUNT
    assert identity["Arn"].startswith(f"arn:aws:sts::{ACCOUNT}:assumed-role/")


def test_a_build_passes_its_stages_in_order(built):
    order = ["PENDING", "CREATING", "BUILDING", "TESTING", "DISTRIBUTING", "INTEGRATING", "AVAILABLE"]
    assert built["seen"][-1] == "AVAILABLE"
    assert built["seen"] == [status for status in order if status in built["seen"]]
    assert {"BUILDING", "TESTING"} <= set(built["seen"])
    regions = [ami["region"] for ami in built["golden"]["outputResources"]["amis"]]
    assert regions == [REGION, "eu-central-1"]


def test_every_list_of_image_builder_pages_and_parses(sandbox, built):
    images = sandbox.images
    image = built["golden"]["arn"]
    version = image.rsplit("/", 1)[0]
    expected = {
        ("list_components", "componentVersionList"): {"owner": "Self"},
        ("list_component_build_versions", "componentSummaryList"): {
            "componentVersionArn": f"arn:aws:imagebuilder:{REGION}:{ACCOUNT}:component/nginx/1.0.0"
        },
        ("list_image_recipes", "imageRecipeSummaryList"): {},
        ("list_infrastructure_configurations", "infrastructureConfigurationSummaryList"): {},
        ("list_distribution_configurations", "distributionConfigurationSummaryList"): {},
        ("list_image_pipelines", "imagePipelineList"): {},
        ("list_image_pipeline_images", "imageSummaryList"): {"imagePipelineArn": built["pipeline"]},
        ("list_images", "imageVersionList"): {"owner": "Self"},
        ("list_image_build_versions", "imageSummaryList"): {"imageVersionArn": version},
        ("list_image_packages", "imagePackageList"): {"imageBuildVersionArn": image},
        ("list_workflow_executions", "workflowExecutions"): {"imageBuildVersionArn": image},
        ("list_image_scan_findings", "findings"): {
            "filters": [{"name": "imageBuildVersionArn", "values": [image]}]
        },
        ("list_image_scan_finding_aggregations", "responses"): {
            "filter": {"name": "imageBuildVersionArn", "values": [image]}
        },
    }
    counts = {}
    for (operation, key), arguments in expected.items():
        if operation == "list_image_scan_finding_aggregations":
            counts[operation] = len(images.list_image_scan_finding_aggregations(**arguments)[key])
        else:
            counts[operation] = len(sandbox.all(images, operation, key, **arguments))
    assert all(counts.values()), counts
    assert counts["list_image_packages"] > 200
    assert counts["list_image_scan_findings"] > 100
    assert counts["list_workflow_executions"] == 3


def test_what_is_sold_on_the_marketplace_has_its_own_list_and_a_hidden_document(sandbox):
    images = sandbox.images

    def listed(owner):
        return sandbox.all(images, "list_components", "componentVersionList", owner=owner)

    sold = listed("AWSMarketplace")
    assert sold
    for component in sold:
        assert component["owner"] == "AWSMarketplace"
        assert f":imagebuilder:{REGION}:aws-marketplace:component/" in component["arn"]
        assert [code["productCodeType"] for code in component["productCodes"]] == ["marketplace"]
        shown = images.get_component(componentBuildVersionArn=component["arn"] + "/1")["component"]
        assert shown["obfuscate"] and "data" not in shown
        assert shown["publisher"] and shown["productCodes"] == component["productCodes"]
    others = {component["arn"] for owner in ("Self", "Shared", "Amazon", "ThirdParty") for component in listed(owner)}
    assert not others & {component["arn"] for component in sold}
    assert not any("productCodes" in component for component in listed("Amazon"))


def test_steps_carry_their_outputs(sandbox, built):
    executions = sandbox.images.list_workflow_executions(imageBuildVersionArn=built["golden"]["arn"])
    build = executions["workflowExecutions"][0]
    execution = sandbox.images.get_workflow_execution(workflowExecutionId=build["workflowExecutionId"])
    assert (execution["type"], execution["status"], execution["totalStepCount"]) == ("BUILD", "COMPLETED", 7)
    steps = sandbox.all(
        sandbox.images,
        "list_workflow_step_executions",
        "steps",
        workflowExecutionId=build["workflowExecutionId"],
    )
    made = next(step for step in steps if step["name"] == "CreateOutputAMI")
    detail = sandbox.images.get_workflow_step_execution(stepExecutionId=made["stepExecutionId"])
    ami = built["golden"]["outputResources"]["amis"][0]["image"]
    assert json.loads(detail["outputs"]) == {"imageId": ami}


def test_an_overlay_has_its_parents_findings_and_its_own(sandbox, built):
    def findings(image):
        filters = [{"name": "imageBuildVersionArn", "values": [image["arn"]]}]
        found = sandbox.all(sandbox.images, "list_image_scan_findings", "findings", filters=filters)
        return {
            (one["packageVulnerabilityDetails"]["vulnerabilityId"], package["name"], package["version"])
            for one in found
            for package in one["packageVulnerabilityDetails"]["vulnerablePackages"]
        }

    golden, overlay = findings(built["golden"]), findings(built["overlay"])
    assert golden < overlay
    assert all("nginx" in package for _, package, _ in overlay - golden)
    assert all(identifier.startswith(("CVE-2098-", "CVE-2099-")) for identifier, _, _ in overlay)


def test_inspector_has_what_image_builder_has_and_more(sandbox, built):
    ami = built["golden"]["outputResources"]["amis"][0]["image"]
    criteria = {
        "ec2InstanceImageId": [{"comparison": "EQUALS", "value": ami}],
        "findingStatus": [{"comparison": "EQUALS", "value": "ACTIVE"}],
        "severity": [{"comparison": "EQUALS", "value": "CRITICAL"}],
    }
    found = sandbox.all(sandbox.inspector, "list_findings", "findings", filterCriteria=criteria)
    assert found
    for one in found:
        assert one["severity"] == "CRITICAL"
        assert 0 <= one["epss"]["score"] <= 1
        assert one["exploitAvailable"] in ("YES", "NO")
        assert "Url" in one["remediation"]["recommendation"]
        assert one["resources"][0]["details"]["awsEc2Instance"]["imageId"] == ami
    details = sandbox.inspector.batch_get_finding_details(findingArns=[found[0]["findingArn"]])
    assert details["findingDetails"][0]["epssScore"] == found[0]["epss"]["score"]
    covered = sandbox.all(sandbox.inspector, "list_coverage", "coveredResources")
    assert {resource["scanStatus"]["statusCode"] for resource in covered} == {"ACTIVE"}
    status = sandbox.inspector.batch_get_account_status()["accounts"][0]
    assert status["resourceState"]["ec2"]["status"] == "ENABLED"


def test_a_findings_report_is_exported_followed_and_fetched(sandbox, built):
    ami = built["golden"]["outputResources"]["amis"][0]["image"]
    criteria = {"ec2InstanceImageId": [{"comparison": "EQUALS", "value": ami}]}
    found = sandbox.all(sandbox.inspector, "list_findings", "findings", filterCriteria=criteria)
    exported = {}
    for form in ("JSON", "CSV"):
        report = sandbox.inspector.create_findings_report(
            reportFormat=form, filterCriteria=criteria, s3Destination=destination("reports")
        )["reportId"]
        status = sandbox.ended(sandbox.inspector.get_findings_report_status, report)
        assert (status["status"], status["destination"]["bucketName"]) == ("SUCCEEDED", BUCKET)
        keys = sandbox.keys("reports/")
        key = next(key for key in keys if report in key)
        exported[form] = sandbox.s3.get_object(Bucket=BUCKET, Key=key)["Body"].read().decode()
    arns = {one["findingArn"] for one in found}
    assert {one["findingArn"] for one in json.loads(exported["JSON"])["findings"]} == arns
    rows = list(csv.DictReader(io.StringIO(exported["CSV"])))
    assert {row["Finding ARN"] for row in rows} == arns
    assert {row["Ami"] for row in rows} == {ami} and len(rows[0]) == 55


def test_an_export_that_cannot_be_written_says_why_and_one_can_be_cancelled(sandbox, built):
    inspector = sandbox.inspector
    refusals = {
        "BUCKET_NOT_FOUND": destination("x") | {"bucketName": "no-such-bucket"},
        "MALFORMED_KMS_KEY": destination("x") | {"kmsKeyArn": "alias/key"},
    }
    for code, place in refusals.items():
        report = inspector.create_findings_report(reportFormat="JSON", s3Destination=place)["reportId"]
        status = sandbox.ended(inspector.get_findings_report_status, report)
        assert (status["status"], status["errorCode"]) == ("FAILED", code)
    none = {"vulnerabilityId": [{"comparison": "EQUALS", "value": "CVE-1999-0001"}]}
    # An export takes an eighth of a build: slow enough to be caught while it is being written.
    sandbox.control("POST", "pace", {"buildSeconds": 800})
    report = inspector.create_findings_report(
        reportFormat="JSON", filterCriteria=none, s3Destination=destination("x")
    )["reportId"]
    second = dict(reportFormat="JSON", s3Destination=destination("x"))
    assert refused(inspector.create_findings_report, **second) == "ValidationException"
    assert inspector.cancel_findings_report(reportId=report)["reportId"] == report
    sandbox.control("POST", "pace", {"buildSeconds": 2})
    assert inspector.get_findings_report_status(reportId=report)["status"] == "CANCELLED"
    assert refused(inspector.cancel_findings_report, reportId=report) == "ValidationException"
    assert inspector.get_findings_report_status()["reportId"] == report
    absent = "00000000-0000-0000-0000-000000000000"
    assert refused(inspector.get_findings_report_status, reportId=absent) == "ResourceNotFoundException"


def test_an_inventory_is_exported_for_each_instance(sandbox, built):
    packages = {
        (one["packageName"], one["packageVersion"])
        for one in sandbox.all(
            sandbox.images, "list_image_packages", "imagePackageList", imageBuildVersionArn=built["golden"]["arn"]
        )
    }
    instance = sandbox.instance(built["golden"])
    resource = {"resourceId": [{"comparison": "EQUALS", "value": instance}]}
    for form in ("CYCLONEDX_1_4", "SPDX_2_3"):
        export = sandbox.inspector.create_sbom_export(
            reportFormat=form, resourceFilterCriteria=resource, s3Destination=destination("sbom")
        )["reportId"]
        status = sandbox.ended(sandbox.inspector.get_sbom_export, export)
        assert (status["status"], status["format"]) == ("SUCCEEDED", form)
        keys = [key for key in sandbox.keys("sbom/") if export in key]
        assert len(keys) == 1 and instance in keys[0]
        document = json.load(sandbox.s3.get_object(Bucket=BUCKET, Key=keys[0])["Body"])
        if form == "SPDX_2_3":
            named = {(one["name"], one["versionInfo"]) for one in document["packages"]}
        else:
            named = {(one["name"], one["version"]) for one in document["components"]}
        assert named == packages
    sandbox.control("POST", "pace", {"buildSeconds": 800})
    export = sandbox.inspector.create_sbom_export(reportFormat="SPDX_2_3", s3Destination=destination("sbom"))["reportId"]
    assert sandbox.inspector.cancel_sbom_export(reportId=export)["reportId"] == export
    sandbox.control("POST", "pace", {"buildSeconds": 2})
    assert sandbox.inspector.get_sbom_export(reportId=export)["status"] == "CANCELLED"


def test_cis_results_add_up(sandbox, built):
    inspector = sandbox.inspector
    scan = sandbox.all(inspector, "list_cis_scans", "scans")[0]
    assert scan["status"] == "COMPLETED"
    targets = sandbox.all(
        inspector,
        "list_cis_scan_results_aggregated_by_target_resource",
        "targetResourceAggregations",
        scanArn=scan["scanArn"],
    )
    assert sandbox.instance(built["golden"]) in {target["targetResourceId"] for target in targets}
    assert sum(target["statusCounts"]["failed"] for target in targets) == scan["failedChecks"]
    checks = sandbox.all(
        inspector, "list_cis_scan_results_aggregated_by_checks", "checkAggregations", scanArn=scan["scanArn"]
    )
    assert sum(check["statusCounts"]["failed"] for check in checks) == scan["failedChecks"]
    for target in targets:
        results = sandbox.all(
            inspector,
            "get_cis_scan_result_details",
            "scanResultDetails",
            scanArn=scan["scanArn"],
            targetResourceId=target["targetResourceId"],
            accountId=target["accountId"],
        )
        failed = [result for result in results if result["status"] == "FAILED"]
        assert len(failed) == target["statusCounts"]["failed"]
        assert {result["checkId"] for result in results} == {check["checkId"] for check in checks}


def test_objects_are_put_listed_and_got(sandbox, tmp_path):
    s3 = sandbox.s3
    assert BUCKET in {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]}
    s3.create_bucket(Bucket="own", CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.head_bucket(Bucket="own")
    content = bytes(range(256)) * 8
    for key in ("a b/ü.bin", "a b/c/d.bin", "e.bin"):
        s3.put_object(Bucket="own", Key=key, Body=content)
    listed = sandbox.all(s3, "list_objects_v2", "Contents", Bucket="own", Prefix="a b/")
    assert [(one["Key"], one["Size"]) for one in listed] == [("a b/c/d.bin", 2048), ("a b/ü.bin", 2048)]
    folders = s3.list_objects_v2(Bucket="own", Delimiter="/")
    assert [one["Prefix"] for one in folders["CommonPrefixes"]] == ["a b/"]
    assert [one["Key"] for one in folders["Contents"]] == ["e.bin"]
    local = tmp_path / "fetched"
    s3.download_file("own", "a b/ü.bin", str(local))
    assert local.read_bytes() == content
    s3.upload_file(str(local), "own", "again")
    assert s3.get_object(Bucket="own", Key="again", Range="bytes=1-3")["Body"].read() == content[1:4]
    assert refused(s3.get_object, Bucket="own", Key="absent") == "NoSuchKey"
    assert refused(s3.list_objects_v2, Bucket="absent") == "NoSuchBucket"
    assert refused(s3.head_object, Bucket="own", Key="absent") == "404"


def test_the_log_tells_the_steps(sandbox, built):
    group = "/aws/imagebuilder/Golden Ubuntu"
    streams = sandbox.all(sandbox.logs, "describe_log_streams", "logStreams", logGroupName=group)
    assert [stream["logStreamName"] for stream in streams] == ["1.0.0/1"]
    events = sandbox.all(sandbox.logs, "filter_log_events", "events", logGroupName=group)
    messages = [event["message"] for event in events]
    assert "Step CheckConfig" in messages and "Stdout: writing sshd_config" in messages
    answer = sandbox.logs.get_log_events(
        logGroupName=group, logStreamName="1.0.0/1", startFromHead=True
    )
    again = sandbox.logs.get_log_events(
        logGroupName=group,
        logStreamName="1.0.0/1",
        startFromHead=True,
        nextToken=answer["nextForwardToken"],
    )
    assert again["events"] == [] and again["nextForwardToken"] == answer["nextForwardToken"]
    assert refused(sandbox.logs.describe_log_streams, logGroupName="/none") == "ResourceNotFoundException"


def test_a_failed_run_says_which_component_failed(sandbox):
    pipeline = sandbox.golden("failing")
    order = {"pipeline": "failing", "step": "failing-sshd:validate:CheckConfig", "message": "no hostkeys"}
    sandbox.control("POST", "fail", order)
    image, _ = sandbox.follow(sandbox.start(pipeline))
    context = image["state"]["failureContext"]
    assert image["state"]["status"] == "FAILED"
    assert (context["imageStatus"], context["failedStep"]) == ("BUILDING", "ApplyBuildComponents")
    assert context["componentFailure"]["stepName"] == "CheckConfig"
    assert context["componentFailure"]["errorMessage"] == "no hostkeys"
    image, _ = sandbox.follow(sandbox.start(pipeline))
    assert image["state"]["status"] == "AVAILABLE"


def test_the_organization_can_be_walked(sandbox):
    organizations = sandbox.organizations
    organization = organizations.describe_organization()["Organization"]
    root = sandbox.all(organizations, "list_roots", "Roots")[0]["Id"]
    units = sandbox.all(
        organizations, "list_organizational_units_for_parent", "OrganizationalUnits", ParentId=root
    )
    accounts = sandbox.all(organizations, "list_accounts_for_parent", "Accounts", ParentId=root)
    for unit in units:
        accounts += sandbox.all(organizations, "list_accounts_for_parent", "Accounts", ParentId=unit["Id"])
    every = sandbox.all(organizations, "list_accounts", "Accounts")
    assert sorted(one["Id"] for one in accounts) == sorted(one["Id"] for one in every)
    assert organization["MasterAccountId"] in {one["Id"] for one in every}
    assert organizations.list_parents(ChildId=ACCOUNT)["Parents"][0]["Type"] == "ORGANIZATIONAL_UNIT"
    assert refused(organizations.list_parents, ChildId="000000000000") == "ChildNotFoundException"


def test_a_build_is_shared(sandbox, built):
    image = built["golden"]["arn"]
    share = sandbox.ram.create_resource_share(name="golden", resourceArns=[image], principals=["100000000021"])
    arn = share["resourceShare"]["resourceShareArn"]
    resources = sandbox.all(sandbox.ram, "list_resources", "resources", resourceOwner="SELF")
    assert [(one["arn"], one["type"]) for one in resources] == [(image, "imagebuilder:Image")]
    principals = sandbox.all(sandbox.ram, "list_principals", "principals", resourceOwner="SELF")
    assert [(one["id"], one["external"]) for one in principals] == [("100000000021", False)]
    shares = sandbox.all(sandbox.ram, "get_resource_shares", "resourceShares", resourceOwner="SELF")
    assert [one["resourceShareArn"] for one in shares] == [arn]
    associations = sandbox.all(
        sandbox.ram,
        "get_resource_share_associations",
        "resourceShareAssociations",
        associationType="RESOURCE",
    )
    assert associations[0]["status"] == "ASSOCIATED"
    assert refused(sandbox.images.delete_image, imageBuildVersionArn=image) == "ResourceDependencyException"


def test_errors_have_the_codes_of_aws(sandbox):
    images = sandbox.images
    create = dict(name="twice", semanticVersion="1.0.0", platform="Linux", data=SSHD_TEST)
    same = token()
    first = images.create_component(**create, clientToken=same)
    repeated = images.create_component(**create, clientToken=same)
    assert repeated["componentBuildVersionArn"] == first["componentBuildVersionArn"]
    assert refused(images.create_component, **create, clientToken=token()) == "ResourceAlreadyExistsException"
    changed = dict(create, data=NGINX, clientToken=same)
    assert refused(images.create_component, **changed) == "IdempotentParameterMismatchException"
    dry = dict(create, name="dry", clientToken=token(), dryRun=True)
    assert refused(images.create_component, **dry) == "DryRunOperationException"
    wrong = dict(create, semanticVersion="1.x.0", clientToken=token())
    assert refused(images.create_component, **wrong) == "InvalidVersionNumberException"
    absent = f"arn:aws:imagebuilder:{REGION}:{ACCOUNT}:image-pipeline/absent"
    assert refused(images.get_image_pipeline, imagePipelineArn=absent) == "ResourceNotFoundException"
    assert refused(images.list_images, nextToken="made-up") == "InvalidPaginationTokenException"
    recipe = dict(name="no-parent", semanticVersion="1.0.0", parentImage="ssm:/none", clientToken=token())
    assert refused(images.create_image_recipe, **recipe) == "InvalidParameterValueException"


def test_tags_travel_in_the_path(sandbox):
    arn = sandbox.component("tagged", NGINX)
    sandbox.images.tag_resource(resourceArn=arn, tags={"team": "ccoe", "tier": "golden"})
    sandbox.images.untag_resource(resourceArn=arn, tagKeys=["tier"])
    assert sandbox.images.list_tags_for_resource(resourceArn=arn)["tags"] == {"team": "ccoe"}
