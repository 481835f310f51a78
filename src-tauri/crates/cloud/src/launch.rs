//! Starting, cancelling and retrying a build.

use tokio_util::sync::CancellationToken;

use crate::call::Service;
use crate::token::client_token;
use crate::{Cloud, CloudError};

impl Cloud {
    /// Starts a pipeline and answers the ARN of the image build version that the run makes.
    ///
    /// The same `client_token` (1–36 characters) never starts a second run, so a launch whose answer was lost can be
    /// repeated with it.
    pub async fn start_pipeline(
        &self,
        pipeline_arn: &str,
        client_token: &str,
        cancel: &CancellationToken,
    ) -> Result<String, CloudError> {
        let operation = Service::ImageBuilder.operation("StartImagePipelineExecution");
        let request = self
            .imagebuilder()
            .start_image_pipeline_execution()
            .image_pipeline_arn(pipeline_arn)
            .client_token(client_token)
            .send();
        let answer = self.call(operation, cancel, request).await?;
        answer
            .image_build_version_arn
            .ok_or_else(|| CloudError::incomplete(operation, "imageBuildVersionArn"))
    }

    /// Cancels a running build. AMIs it has already made stay
    /// (<https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CancelImageCreation.html>).
    pub async fn cancel_run(&self, image_build_arn: &str, cancel: &CancellationToken) -> Result<(), CloudError> {
        // A retried run keeps its ARN, so cancelling it again must not look like a repeat of the first cancellation.
        let now = jiff::Timestamp::now().to_string();
        let request = self
            .imagebuilder()
            .cancel_image_creation()
            .image_build_version_arn(image_build_arn)
            .client_token(client_token(&["cancel", image_build_arn, &now]))
            .send();
        self.call(Service::ImageBuilder.operation("CancelImageCreation"), cancel, request)
            .await?;
        Ok(())
    }

    /// Runs a failed or cancelled AMI build again in place, from its test or distribution stage; the build number
    /// stays (<https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_RetryImage.html>).
    ///
    /// `client_token` (1–36 characters) must be new for each retry of the same image.
    pub async fn retry_run(
        &self,
        image_build_arn: &str,
        client_token: &str,
        cancel: &CancellationToken,
    ) -> Result<(), CloudError> {
        let request = self
            .imagebuilder()
            .retry_image()
            .image_build_version_arn(image_build_arn)
            .client_token(client_token)
            .send();
        self.call(Service::ImageBuilder.operation("RetryImage"), cancel, request)
            .await?;
        Ok(())
    }
}
