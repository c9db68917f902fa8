statistics-open = 📈 Statistics
statistics-head = <b>{ $title }</b>
statistics-title-today = Orders today
statistics-title-week = Orders in 7 days
statistics-title-month = Orders in 30 days
statistics-period-today = Today
statistics-period-week = 7 days
statistics-period-month = 30 days
statistics-funnel =
    <b>Of the requests sent</b>
    Sent: { $submitted }
    Got a price: { $priced }
    Paid: { $paid }
    Delivered: { $delivered }
    Completed: { $completed }
statistics-part = { $count } ({ $percent } %)
statistics-endings =
    <b>Ended in this time</b>
    Completed: { $completed }, called off: { $cancelled }
    Refunded: { $refunded }, expired: { $expired }
statistics-sums =
    <b>Money</b>
    Received: { $received }
    To be refunded: { $returned }
    Platform’s, of accepted work: { $income }
    Executors’, of accepted work: { $executors }
statistics-times =
    <b>On average</b>
    Until the price: { $quote }
    From payment to delivery: { $deliver }
statistics-days = { $days } d { $hours } h
statistics-hours = { $hours } h { $minutes } min
statistics-kinds = <b>Ordered most</b>
statistics-executors = <b>Completed most</b>
statistics-row = { $name }: { $count }
statistics-chart = 📊 Chart
statistics-chart-submitted = Sent
statistics-chart-paid = Paid
statistics-file =
    { $count ->
        [one] { $title }: { $count } row.
       *[other] { $title }: { $count } rows.
    }
statistics-sheet = Orders
statistics-column-id = Number
statistics-column-kind = Kind of help
statistics-column-status = Status
statistics-column-subject = Subject
statistics-column-client = Client, #
statistics-column-executor = Executor, #
statistics-column-submitted = Sent
statistics-column-quoted = Priced
statistics-column-paid = Paid on
statistics-column-delivered = Delivered
statistics-column-ended = Ended
statistics-column-due = Deadline
statistics-column-price = Price
statistics-column-received = Paid
statistics-column-returned = Refunded
