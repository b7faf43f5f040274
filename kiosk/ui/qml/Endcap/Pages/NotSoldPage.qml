pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Controls
import Endcap.Models

// A scanned code that this store does not sell: said plainly, with somewhere to go on.
Rectangle {
    id: page

    required property KioskModel kiosk

    color: Theme.paper

    Column {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.margin, Theme.sheetWidth)
        spacing: Theme.space4

        EmptyNote {
            width: parent.width
            glyph: Icons.barcode
            title: qsTr("We do not sell this one")
            detail: page.kiosk.notSoldCode === "" ? qsTr("This code is not among this store's products.") : qsTr("Code %1 is not among this store's products.").arg(page.kiosk.notSoldCode)
        }
        ActionButton {
            objectName: "notSoldSearch"
            width: parent.width
            glyph: Icons.search
            text: qsTr("Search by name")
            onClicked: page.kiosk.openSearch()
        }
        ActionButton {
            objectName: "notSoldBrowse"
            width: parent.width
            kind: "secondary"
            implicitHeight: Theme.touchPrimary
            glyph: Icons.browse
            text: qsTr("Browse departments")
            onClicked: page.kiosk.openBrowse()
        }
    }
}
