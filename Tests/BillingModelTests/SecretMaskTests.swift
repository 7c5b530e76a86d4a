import Testing

@testable import BillingModel

@Suite("What looks like a secret is not repeated")
struct SecretMaskTests {
    @Test(
        "masked",
        arguments: [
            "https://acct.blob.core.windows.net/c/p.csv?sv=2024&sig=HUSH&se=2030", "https://me:HUSH@storage.example/p",
            "s3://bucket/p?X-Amz-Signature=HUSH", "https:/me:HUSH@storage.example/p", "p.csv?access_token=HUSH",
            "postgres://billow:HUSH@db/x?sslmode=require", "AccountName=a;AccountKey=HUSH;EndpointSuffix=x",
            "Authorization: Bearer HUSH.HUSH-HUSH", "PASSWORD=HUSH", "aws_secret_access_key=HUSH",
        ])
    func masked(_ text: String) {
        let masked = SecretMask.masked(text)
        #expect(!masked.contains("HUSH") && masked.contains("***"))
        #expect(!BillowError(.badData, text, hint: text).description.contains("HUSH"))
        #expect(!Delivery.Problem(text).reason.contains("HUSH"))
    }

    @Test(
        "left alone",
        arguments: [
            "2 rows where the manifest declares 3", "BILLING_PERIOD=2025-10/part-1.csv", "daily@123456789012",
            "s3://bucket/prefix/part.csv", "'x=1+1' in column Tags is not a decimal number", "a@b.example, the bearer",
        ])
    func kept(_ text: String) {
        #expect(SecretMask.masked(text) == text)
    }
}
