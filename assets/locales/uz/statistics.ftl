statistics-open = 📈 Statistika
statistics-head = <b>{ $title }</b>
statistics-title-today = Bugungi buyurtmalar
statistics-title-week = 7 kunlik buyurtmalar
statistics-title-month = 30 kunlik buyurtmalar
statistics-period-today = Bugun
statistics-period-week = 7 kun
statistics-period-month = 30 kun
statistics-funnel =
    <b>Yuborilgan arizalardan</b>
    Yuborilgan: { $submitted }
    Narx olgan: { $priced }
    Toʻlangan: { $paid }
    Topshirilgan: { $delivered }
    Tugagan: { $completed }
statistics-part = { $count } ta ({ $percent } %)
statistics-endings =
    <b>Shu vaqtda yakunlangani</b>
    Tugagan: { $completed }, bekor qilingan: { $cancelled }
    Pul qaytarilgan: { $refunded }, muddati oʻtgan: { $expired }
statistics-sums =
    <b>Pul</b>
    Tushgan: { $received }
    Qaytariladigan: { $returned }
    Qabul qilingan ishlardan platformaga: { $income }
    Qabul qilingan ishlardan ijrochilarga: { $executors }
statistics-times =
    <b>Oʻrtacha</b>
    Narx aytilguncha: { $quote }
    Toʻlovdan topshirishgacha: { $deliver }
statistics-days = { $days } kun { $hours } soat
statistics-hours = { $hours } soat { $minutes } daqiqa
statistics-kinds = <b>Eng koʻp buyurtma qilinadi</b>
statistics-executors = <b>Eng koʻp tugatganlar</b>
statistics-row = { $name }: { $count }
statistics-chart = 📊 Grafik
statistics-chart-submitted = Yuborilgan
statistics-chart-paid = Toʻlangan
statistics-file = { $title }: { $count } qator.
statistics-sheet = Buyurtmalar
statistics-column-id = Raqami
statistics-column-kind = Yordam turi
statistics-column-status = Holati
statistics-column-subject = Fan
statistics-column-client = Mijoz, №
statistics-column-executor = Ijrochi, №
statistics-column-submitted = Yuborilgan
statistics-column-quoted = Narx aytilgan
statistics-column-paid = Toʻlangan vaqti
statistics-column-delivered = Topshirilgan
statistics-column-ended = Yakunlangan
statistics-column-due = Muddat
statistics-column-price = Narx
statistics-column-received = Toʻlangan
statistics-column-returned = Qaytarilgan
