# Answers to Payme: the payer reads them.
payme-error-post = POST is needed
payme-error-parse = The request cannot be read
payme-error-envelope = Fields are missing or of another type
payme-error-method = There is no such method
payme-error-forbidden = Insufficient privileges
payme-error-system = System error
payme-error-amount = The amount does not match the booking
payme-error-transaction = The transaction is not found
payme-error-delivered = The tour has begun, the payment cannot be cancelled
payme-error-impossible = The operation is not possible
payme-error-busy = This booking is being paid
payme-error-unknown = The booking is not found
payme-error-paid = The booking is paid already
payme-error-over = The booking is cancelled or has run out
