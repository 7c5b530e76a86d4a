import BillingModel
import BillingSources
import Testing

@Suite struct ColumnTests {}
