pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Controls
import Endcap.Models

// Departments, then categories, then products.
Rectangle {
    id: page

    required property KioskModel kiosk

    readonly property BrowseModel browse: kiosk.browse

    color: Theme.paper

    PageHead {
        id: head
        x: Theme.margin
        y: Theme.margin
        width: parent.width - 2 * Theme.margin
        above: page.browse.level === 2 ? page.browse.department : page.browse.level === 1 ? qsTr("Departments") : page.kiosk.storeName
        title: page.browse.level === 2 ? page.browse.category : page.browse.level === 1 ? page.browse.department : qsTr("Departments")
    }
    Item {
        id: body
        x: Theme.margin
        y: head.y + head.height + Theme.space3
        width: parent.width - 2 * Theme.margin + Theme.space2
        height: parent.height - y

        GroupGrid {
            objectName: "departments"
            anchors.fill: parent
            visible: page.browse.level === 0
            groups: page.browse.departments
            onChosen: groupId => page.browse.openDepartment(groupId)
        }
        GroupGrid {
            objectName: "categories"
            anchors.fill: parent
            visible: page.browse.level === 1
            groups: page.browse.categories
            subject: page.browse.departmentId
            onChosen: groupId => page.browse.openCategory(groupId)
        }
        ProductGrid {
            objectName: "categoryProducts"
            anchors.fill: parent
            visible: page.browse.level === 2
            products: page.browse.products
            subject: page.browse.category
            onChosen: productId => page.kiosk.openProduct(productId)
            onEndNear: page.browse.loadMore()
        }
        EmptyNote {
            anchors.centerIn: parent
            width: parent.width
            visible: page.browse.level === 0 ? page.browse.departments.count === 0 : page.browse.level === 1 ? page.browse.categories.count === 0 : page.browse.products.count === 0
            glyph: Icons.basket
            title: qsTr("Nothing here right now")
            detail: qsTr("The products are being loaded, or this part of the store is empty.")
        }
    }
}
