#!/bin/sh
# gen_300.sh DIR: an application made for measuring, with the forms
#   f300      300 fields: 200 numbers and 100 calculations, each reading the one before
#   f30       40 fields: 10 numbers and 30 calculations in a chain
#   hoc_sinh  pupils as a school keeps them: key, name, class, birthday, points, note
# and, with a second argument N, DIR/hoc_sinh.csv with N pupils.
dir=$1
mkdir -p "$dir/app/forms" "$dir/app/lists" || exit 1

cat >"$dir/app/app.ini" <<'END'
[app]
title    = Đo đạc
title.en = Measurements
language = en
timezone = +07:00

[role van_thu]
label    = Văn thư
label.en = Clerk
may      = read, write, import, export

[menu chinh]
label    = Chính
label.en = Main
items    = form f300, form f30, form hoc_sinh
END

# chain NAME NUMBERS CALCULATIONS: so_1 is read by tinh_1, tinh_1 by tinh_2 …
chain() {
    awk -v name="$1" -v numbers="$2" -v calculations="$3" 'BEGIN {
        print "[form]\ntitle = " name "\ntitle.en = " name "\nkey = ma\n"
        print "[field ma]\ntype = text\nlabel = Mã\nlabel.en = Code\nrequired = yes\n"
        for (i = 1; i < numbers; i++)
            print "[field so_" i "]\ntype = integer\nlabel = Số " i "\nlabel.en = Number " i "\nmin = 0\n"
        for (i = 1; i <= calculations; i++)
            print "[field tinh_" i "]\ntype = integer\nlabel = Tính " i "\nlabel.en = Sum " i \
                "\ncalculation = \"coalesce(" (i == 1 ? "so_1" : "tinh_" i - 1) ", 0) + " i "\"\n"
    }' >"$dir/app/forms/$1.ini"
}
chain f300 200 100
chain f30 10 30

cat >"$dir/app/forms/hoc_sinh.ini" <<'END'
[form]
title    = Học sinh
title.en = Pupils
key      = ma
list     = ma, ten, lop
order    = ma
search   = ten

[field ma]
type       = text
label      = Mã
label.en   = Code
required   = yes
max_length = 12

[field ten]
type     = text
label    = Họ và tên
label.en = Name
required = yes

[field lop]
type     = select_one lop
label    = Lớp
label.en = Class

[field ngay_sinh]
type     = date
label    = Ngày sinh
label.en = Birthday
min      = 2000-01-01

[field diem]
type                  = decimal
label                 = Điểm
label.en              = Points
constraint            = "diem <= 10"
constraint_message    = Điểm từ 0 đến 10
constraint_message.en = Points are from 0 to 10

[field ghi_chu]
type     = text
label    = Ghi chú
label.en = Note
END

printf 'code,label,label.en\n' >"$dir/app/lists/lop.csv"
for i in 6 7 8 9; do
    printf '%sa,Lớp %sA,Class %sA\n%sb,Lớp %sB,Class %sB\n' $i $i $i $i $i $i >>"$dir/app/lists/lop.csv"
done

[ -z "$2" ] || awk -v n="$2" 'BEGIN {
    split("Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Hồ", ho); split("Văn Thị Đức Ngọc Minh Hữu", dem)
    split("An Bình Châu Dũng Giang Hà Khánh Linh Mai Nam Oanh Phúc Quân Sơn Tú Uyên Vân Ý", ten)
    printf "ma,ten,lop,ngay_sinh,diem,ghi_chu\r\n"
    for (i = 1; i <= n; i++)
        printf "HS%07d,%s %s %s,%d%s,%d-%02d-%02d,%d.%02d,%s\r\n", i, ho[i % 10 + 1], dem[i % 6 + 1], ten[i % 18 + 1], i % 4 + 6,
            i % 8 < 4 ? "a" : "b", 2008 + i % 5, i % 12 + 1, i % 28 + 1, i % 10, i % 100, i % 7 ? "" : "\"chuyển đến giữa năm, đã đủ hồ sơ\""
}' >"$dir/hoc_sinh.csv"
